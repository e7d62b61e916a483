import { MODEL_BYTES_MAX, NESTING_MAX } from './limits.js';
import { shown } from './number-text.js';
import { malformed, tooLarge } from './refusal.js';

/** Reads JSON of UTF-8 bytes; a name that stands twice in an object is refused, not the last taken. */
export function readStrictJson(bytes: Uint8Array): unknown {
  if (bytes.length > MODEL_BYTES_MAX) throw tooLarge('file', `over ${MODEL_BYTES_MAX} bytes`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw malformed('file', 'not UTF-8');
  }
  // Before parsing, so that nothing deep is ever built.
  checkNames(text);
  try {
    return JSON.parse(text) as unknown;
  } catch (thrown) {
    const at = /position \d+/.exec(thrown instanceof Error ? thrown.message : '');
    throw malformed(at?.[0] ?? 'file', 'not JSON, or cut short');
  }
}

const STRING = /"(?:[^"\\]|\\.)*"/y;
const NAME_END = /[ \t\n\r]*:/y;
/** What may begin or end a level, or be a string; all else has no names in it. */
const NEXT = /["[\]{}]/g;

/** One pass over the text, whatever it holds: what is not JSON is left for the parser to refuse. */
function checkNames(text: string): void {
  const names: Set<string>[] = [];
  NEXT.lastIndex = 0;
  for (let found = NEXT.exec(text); found !== null; found = NEXT.exec(text)) {
    const at = found.index;
    const sign = found[0];
    if (sign === '{' || sign === '[') names.push(new Set());
    else if (sign !== '"') names.pop();
    else NEXT.lastIndex = takeString(text, at, names.at(-1));
    if (names.length > NESTING_MAX)
      throw tooLarge(`position ${at}`, `nested deeper than ${NESTING_MAX}`);
  }
}

/** Where the string ends. As a name it must be new to its object; its escapes are read. */
function takeString(text: string, at: number, names: Set<string> | undefined): number {
  STRING.lastIndex = at;
  const raw = STRING.exec(text)?.[0];
  if (raw === undefined) throw malformed(`position ${at}`, 'a string without an end');
  const end = at + raw.length;
  NAME_END.lastIndex = end;
  if (names === undefined || !NAME_END.test(text)) return end;
  const name = raw.includes('\\') ? unescaped(raw, at) : raw;
  if (names.has(name)) throw malformed(`position ${at}`, `${shown(raw)} stands twice`);
  names.add(name);
  return end;
}

function unescaped(raw: string, at: number): string {
  try {
    return JSON.stringify(JSON.parse(raw));
  } catch {
    throw malformed(`position ${at}`, 'a string that is not JSON');
  }
}
