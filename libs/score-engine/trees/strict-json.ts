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
  const end = endOfString(text, at);
  let next = end;
  while (' \t\n\r'.includes(text.charAt(next)) && next < text.length) next++;
  if (names === undefined || text.charAt(next) !== ':') return end;
  const raw = text.slice(at, end);
  const name = raw.includes('\\') ? unescaped(raw, at) : raw;
  if (names.has(name)) throw malformed(`position ${at}`, `${shown(raw)} stands twice`);
  names.add(name);
  return end;
}

/** Sign by sign: a pattern would need a stack as long as the string. */
function endOfString(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    if (sign === 0x22) return i + 1;
    if (sign === 0x5c) i++;
  }
  throw malformed(`position ${at}`, 'a string without an end');
}

function unescaped(raw: string, at: number): string {
  try {
    return JSON.stringify(JSON.parse(raw));
  } catch {
    throw malformed(`position ${at}`, 'a string that is not JSON');
  }
}
