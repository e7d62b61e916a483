/** First line of every page that is made: who edits it by hand loses the edit. */
const MADE_NOTE = '<!-- Made by `npm run fresh`. Edit what it is made from, not this page. -->';

/** A table of GitHub's markdown; the first row is its head. */
export function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(inCell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text as code; of nothing, nothing. */
export const code = (text: string): string => (text === '' ? '' : `\`${text}\``);

/** A page: note, title, then its parts with an empty line between. */
export const page = (title: string, ...parts: readonly string[]): string =>
  `${[MADE_NOTE, `# ${title}`, ...parts].join('\n\n')}\n`;

const inCell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
