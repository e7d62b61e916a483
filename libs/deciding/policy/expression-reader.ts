import { prohibitedIn } from '#score-engine';
import type { Names, Value, ValueType } from './inputs.js';
import { either, literal, reckoned, rounded, TRUTH, UNKNOWN } from './magnitudes.js';
import type { Token } from './tokens.js';

/** Brackets, negations and questions within one another. */
const DEPTH_MAX = 16;

/** What each function takes and gives. */
const FUNCTIONS: Readonly<
  Record<string, { readonly takes: ValueType[]; readonly gives: ValueType }>
> = {
  contains: { takes: ['list', 'text'], gives: 'boolean' },
  len: { takes: ['list'], gives: 'number' },
  min: { takes: ['list'], gives: 'number' },
  max: { takes: ['list'], gives: 'number' },
  floor: { takes: ['number'], gives: 'number' },
  ceil: { takes: ['number'], gives: 'number' },
  abs: { takes: ['number'], gives: 'number' },
};
/** More than any list has. */
const LENGTH_MAX = 10_000;
const COMPARES = ['==', '!=', '<', '<=', '>', '>='];
const WORDS = ['and', 'or', 'not', 'in', 'true', 'false', 'null'];

/** Reads pieces from left to right; remembers the first fault, and ends after it. */
export class Reader {
  fault: string | undefined;
  readonly texts: string[] = [];
  readonly numbers: number[] = [];
  private at = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly names: Names,
  ) {}

  /** Nothing may be left over. */
  end(): void {
    if (this.here.kind !== 'end') this.fail(`${this.here.text} is not expected here`);
  }

  /** A whole expression. */
  expression(): Value {
    return this.nested(() => {
      const asked = this.either();
      if (!this.take('?')) return asked;
      this.want(asked, 'boolean');
      const then = this.expression();
      if (!this.take(':')) this.fail('a ? needs its :');
      return either(then, this.expression());
    });
  }

  /** Tests of a table's cell, one of which must hold: `> 0.1`, `"a", "b"`, `[1..5)`, `in ["a"]`. */
  tests(): Value {
    do this.test();
    while (this.take(','));
    return TRUTH;
  }

  private test(): void {
    const self = this.names.self ?? UNKNOWN;
    const negated = this.take('not');
    if (this.take('in')) this.list();
    else if (negated) this.fail('not goes with in');
    else if (this.isInterval()) this.interval();
    else {
      const ordered = this.takeOneOf(COMPARES);
      const value = this.sum();
      if (ordered !== undefined && ordered !== '==' && ordered !== '!=') this.want(self, 'number');
      this.compare(self, value);
    }
  }

  private either(): Value {
    return this.chain('or', () => this.chain('and', () => this.negation()));
  }

  private chain(word: string, part: () => Value): Value {
    let value = part();
    while (this.take(word)) {
      this.want(value, 'boolean');
      this.want(part(), 'boolean');
      value = TRUTH;
    }
    return value;
  }

  private negation(): Value {
    if (!this.take('not')) return this.comparison();
    // What `not` takes with it is in brackets or a call, so that there is one way to read it.
    this.want(this.primary(), 'boolean');
    return TRUTH;
  }

  private comparison(): Value {
    const left = this.sum();
    const negated = this.here.text === 'not' && this.take('not');
    if (this.take('in')) {
      if (this.isInterval()) this.interval();
      else this.want(this.primary(), 'list');
      return TRUTH;
    }
    if (negated) this.fail('not goes with in');
    const compared = this.takeOneOf(COMPARES);
    if (compared === undefined) return left;
    const right = this.sum();
    if (compared !== '==' && compared !== '!=') {
      this.want(left, 'number');
      this.want(right, 'number');
    }
    this.compare(left, right);
    return TRUTH;
  }

  private sum(): Value {
    return this.arithmetic(['+', '-'], () => this.arithmetic(['*', '/'], () => this.signed()));
  }

  private arithmetic(signs: readonly string[], part: () => Value): Value {
    let value = part();
    for (let sign = this.takeOneOf(signs); sign !== undefined; sign = this.takeOneOf(signs)) {
      this.want(value, 'number');
      const other = part();
      this.want(other, 'number');
      value =
        reckoned(value, sign, other) ?? this.fail('may come to more than can be reckoned with');
    }
    return value;
  }

  private signed(): Value {
    if (!this.take('-')) return this.primary();
    return this.nested(() => {
      const value = this.signed();
      this.want(value, 'number');
      return value;
    });
  }

  private primary(): Value {
    const token = this.next();
    if (token.kind === 'number') {
      this.numbers.push(Number(token.text));
      return literal(Number(token.text));
    }
    if (token.kind === 'text') {
      this.texts.push(token.text.slice(1, -1));
      return { ...UNKNOWN, type: 'text' };
    }
    if (token.text === '(') return this.bracketed();
    if (token.text === '[') return this.listRest();
    if (token.text === '$' && this.names.self !== undefined) return this.names.self;
    if (token.kind === 'name') return this.named(token.text);
    return this.fail(
      token.kind === 'end' ? 'ends too early' : `${token.text} is not expected here`,
    );
  }

  private bracketed(): Value {
    const value = this.expression();
    this.close(')');
    return value;
  }

  private named(name: string): Value {
    if (name === 'true' || name === 'false') return TRUTH;
    if (name === 'null') return { ...UNKNOWN, type: 'null' };
    if (this.here.text === '(') return this.call(name);
    const value = WORDS.includes(name) ? undefined : this.names.values.get(name);
    return value ?? this.fail(unknownName(name));
  }

  private call(name: string): Value {
    const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (!known) return this.fail(`${name} is no function that a policy may call`);
    this.take('(');
    const [first = UNKNOWN] = known.takes.map((type, at) => {
      if (at > 0) this.close(',');
      const value = this.expression();
      this.want(value, type);
      return value;
    });
    this.close(')');
    if (known.gives === 'boolean') return TRUTH;
    return name === 'len' ? { type: 'number', most: LENGTH_MAX, least: 1 } : rounded(first);
  }

  private list(): void {
    if (this.take('[')) this.listRest();
    else this.fail('in needs a list');
  }

  private listRest(): Value {
    if (this.take(']')) return { ...UNKNOWN, type: 'list' };
    let value = this.sum();
    while (this.take(',')) value = either(value, this.sum());
    this.close(']');
    return { ...value, type: 'list' };
  }

  /** `[1..5)`: after the bracket, `..` comes before any bracket closes or a comma. */
  private isInterval(): boolean {
    if (this.here.text !== '[' && this.here.text !== '(') return false;
    const rest = this.tokens.slice(this.at + 1);
    const stop = rest.findIndex(
      ({ text, kind }) => /^(?:\.\.|[,\][()])$/.test(text) || kind === 'end',
    );
    return rest[stop]?.text === '..';
  }

  private interval(): void {
    this.next();
    this.want(this.sum(), 'number');
    this.close('..');
    this.want(this.sum(), 'number');
    if (this.takeOneOf([']', ')']) === undefined) this.fail('an interval ends with ] or )');
  }

  private nested(read: () => Value): Value {
    if (++this.depth > DEPTH_MAX) this.fail(`nested more than ${String(DEPTH_MAX)} deep`);
    const value = this.fault === undefined ? read() : UNKNOWN;
    this.depth--;
    return value;
  }

  private get here(): Token {
    return (this.fault === undefined ? this.tokens[this.at] : undefined) ?? END;
  }

  private next(): Token {
    const token = this.here;
    if (token.kind !== 'end') this.at++;
    return token;
  }

  private take(text: string): boolean {
    if (this.here.kind === 'text' || this.here.text !== text) return false;
    this.at++;
    return true;
  }

  private takeOneOf(texts: readonly string[]): string | undefined {
    return texts.find((text) => this.take(text));
  }

  private close(text: string): void {
    if (!this.take(text)) this.fail(`${text} is missing`);
  }

  private want({ type }: Value, wanted: ValueType): void {
    if (type !== 'any' && type !== wanted)
      this.fail(`a ${wanted} is wanted where a ${type} stands`);
  }

  private compare({ type: one }: Value, { type: other }: Value): void {
    if ([one, other].includes('list')) this.fail('a list is asked with contains or in');
    const free = [one, other].some((type) => type === 'any' || type === 'null');
    if (!free && one !== other) this.fail(`a ${one} is compared with a ${other}`);
  }

  private fail(fault: string): Value {
    this.fault ??= fault;
    return UNKNOWN;
  }
}

const END: Token = { kind: 'end', text: '' };

function unknownName(name: string): string {
  const attribute = prohibitedIn(name);
  return attribute === undefined
    ? `${name} is none of the values that a policy may look at`
    : `${name} speaks of ${attribute}, which no decision may look at`;
}
