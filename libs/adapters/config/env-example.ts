import { type Setting, SETTINGS } from './settings.js';

const WIDTH = 98;

/** The text of `.env.example`, made from the schema that parses the environment. */
export const envExample = (): string =>
  [
    '# Made from libs/adapters/config. An empty value counts as unset.',
    ...SETTINGS.map(describe),
    '',
  ].join('\n');

function describe({ key, description, unit, example, required, fallback }: Setting): string {
  const unset = fallback === undefined ? 'Optional.' : `Default: ${fallback}.`;
  const said = [description, unit === undefined ? '' : `Unit: ${unit}.`];
  const sentences = [...said, required ? 'Required.' : unset];
  const comment = wrap(sentences.filter((part) => part !== '').join(' '));
  const line = `${key}=${/\s/.test(example) ? `"${example}"` : example}`;
  return ['', ...comment, required ? line : `# ${line}`].join('\n');
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`# ${word}`);
  }
  return lines;
}
