import type { z } from 'zod';
import { type KeyNotes, SCHEMA } from './schema.js';

const WIDTH = 98;

/** The text of `.env.example`, made from the schema that parses the environment. */
export function envExample(): string {
  const keys = Object.entries(SCHEMA.shape).map(([key, rule]) => describe(key, rule));
  return ['# Made from libs/adapters/config. An empty value counts as unset.', ...keys, ''].join(
    '\n',
  );
}

function describe(key: string, rule: z.ZodType): string {
  const { description, unit, example } = rule.meta() as unknown as KeyNotes;
  const unset = rule.safeParse(undefined);
  const fallback = unset.success
    ? defaultOf(unset.data as string | number | boolean | undefined)
    : 'Required.';
  const said = [description, unit === undefined ? '' : `Unit: ${unit}.`, fallback];
  const comment = wrap(said.filter((part) => part !== '').join(' '));
  const line = `${key}=${/\s/.test(example) ? `"${example}"` : example}`;
  return ['', ...comment, unset.success ? `# ${line}` : line].join('\n');
}

function defaultOf(value: string | number | boolean | undefined): string {
  return value === undefined ? 'Optional.' : `Default: ${String(value)}.`;
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
