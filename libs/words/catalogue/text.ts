/** One sentence in every language; `{name}` marks where a parameter goes. */
export interface Text {
  readonly en: string;
  readonly 'zh-CN': string;
}

/** Sentences by id. */
export type Catalogue = Readonly<Record<string, Text>>;
