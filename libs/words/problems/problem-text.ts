/** A problem's title: one sentence that says what was wrong and, where it helps, what is right. */
interface ProblemText {
  readonly en: string;
  readonly zh: string;
}

/** The titles of one capability's refusals, by code. */
export type ProblemTexts = Readonly<Record<string, ProblemText>>;
