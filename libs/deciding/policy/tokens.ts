import { err, ok, type Result } from '#kernel';

/** A piece of an expression. */
export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'sign' | 'end';
  readonly text: string;
}

/** Pieces of one expression. */
const TOKENS_MAX = 120;

const PIECE =
  /\s*(?:(?<number>\d{1,15}(?:\.\d{1,15})?)(?![\w])|(?<text>"[^"'\\]{0,100}")|(?<name>[a-z_][a-z0-9_]{0,63})|(?<sign>\.\.|==|!=|<=|>=|[-+*/%<>()[\],?:$]))/iy;

/** Takes an expression apart, or names the character that no piece begins with. */
export function tokensOf(text: string): Result<readonly Token[], string> {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < end) {
    const at = PIECE.lastIndex;
    const found = PIECE.exec(text)?.groups;
    if (!found) return err(`nothing here begins with ${JSON.stringify(text.slice(at, at + 8))}`);
    const kind = (['number', 'text', 'name', 'sign'] as const).find(
      (one) => found[one] !== undefined,
    );
    tokens.push({ kind: kind ?? 'sign', text: found[kind ?? 'sign'] ?? '' });
    if (tokens.length > TOKENS_MAX) return err(`more than ${String(TOKENS_MAX)} pieces`);
  }
  return ok([...tokens, { kind: 'end', text: '' }]);
}
