import { prohibitedIn } from '#score-engine';
import type { Names, ValueType } from './inputs.js';
import type { Token } from './tokens.js';

/** Brackets, negations and questions within one another. */
const DEPTH_MAX = 16;
/** The largest number beside a multiplication. */
const FACTOR_MAX = 1e12;

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
    this.keepsWithinNumbers();
  }

  /** The engine ends its process at a number of over 28 digits: no product may come near. */
  private keepsWithinNumbers(): void {
    const count = (text: string): number =>
      this.tokens.filter((token) => token.text === text).length;
    if (count('*') === 0) return;
    if (count('*') > 1) this.fail('there is one multiplication at most');
    if (count('amount_minor') > 1) this.fail('amount_minor stands once beside a multiplication');
    if (this.numbers.some((number) => Math.abs(number) > FACTOR_MAX))
      this.fail('a number beside a multiplication is 1e12 at most');
  }

  /** A whole expression. */
  expression(): ValueType {
    return this.nested(() => {
      const asked = this.either();
      if (!this.take('?')) return asked;
      this.want(asked, 'boolean');
      const then = this.expression();
      if (!this.take(':')) this.fail('a ? needs its :');
      return unite(then, this.expression());
    });
  }

  /** Tests of a table's cell, one of which must hold: `> 0.1`, `"a", "b"`, `[1..5)`, `in ["a"]`. */
  tests(): ValueType {
    do this.test();
    while (this.take(','));
    return 'boolean';
  }

  private test(): void {
    const self = this.names.self ?? 'any';
    const negated = this.take('not');
    if (this.take('in')) this.list();
    else if (negated) this.fail('not goes with in');
    else if (this.isInterval()) this.interval();
    else {
      const ordered = this.takeOneOf(COMPARES);
      const type = this.sum();
      if (ordered !== undefined && ordered !== '==' && ordered !== '!=') this.want(self, 'number');
      this.compare(self, type);
    }
  }

  private either(): ValueType {
    return this.chain('or', () => this.chain('and', () => this.negation()));
  }

  private chain(word: string, part: () => ValueType): ValueType {
    let type = part();
    while (this.take(word)) {
      this.want(type, 'boolean');
      this.want(part(), 'boolean');
      type = 'boolean';
    }
    return type;
  }

  private negation(): ValueType {
    if (!this.take('not')) return this.comparison();
    // What `not` takes with it is in brackets or a call, so that there is one way to read it.
    this.want(this.primary(), 'boolean');
    return 'boolean';
  }

  private comparison(): ValueType {
    const left = this.sum();
    const negated = this.here.text === 'not' && this.take('not');
    if (this.take('in')) {
      if (this.isInterval()) this.interval();
      else this.want(this.primary(), 'list');
      return 'boolean';
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
    return 'boolean';
  }

  private sum(): ValueType {
    return this.arithmetic(['+', '-'], () => this.arithmetic(['*', '/'], () => this.signed()));
  }

  private arithmetic(signs: readonly string[], part: () => ValueType): ValueType {
    let type = part();
    while (this.takeOneOf(signs) !== undefined) {
      this.want(type, 'number');
      this.want(part(), 'number');
      type = 'number';
    }
    return type;
  }

  private signed(): ValueType {
    if (!this.take('-')) return this.primary();
    return this.nested(() => {
      this.want(this.signed(), 'number');
      return 'number';
    });
  }

  private primary(): ValueType {
    const token = this.next();
    if (token.kind === 'number') {
      this.numbers.push(Number(token.text));
      return 'number';
    }
    if (token.kind === 'text') {
      this.texts.push(token.text.slice(1, -1));
      return 'text';
    }
    if (token.text === '(') return this.bracketed();
    if (token.text === '[') return this.listRest();
    if (token.text === '$' && this.names.self !== undefined) return this.names.self;
    if (token.kind === 'name') return this.named(token.text);
    return this.fail(
      token.kind === 'end' ? 'ends too early' : `${token.text} is not expected here`,
    );
  }

  private bracketed(): ValueType {
    const type = this.expression();
    this.close(')');
    return type;
  }

  private named(name: string): ValueType {
    if (name === 'true' || name === 'false') return 'boolean';
    if (name === 'null') return 'null';
    if (this.here.text === '(') return this.call(name);
    const type = WORDS.includes(name) ? undefined : this.names.types.get(name);
    return type ?? this.fail(unknownName(name));
  }

  private call(name: string): ValueType {
    const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (!known) return this.fail(`${name} is no function that a policy may call`);
    this.take('(');
    known.takes.forEach((type, at) => {
      if (at > 0) this.close(',');
      this.want(this.expression(), type);
    });
    this.close(')');
    return known.gives;
  }

  private list(): void {
    if (this.take('[')) this.listRest();
    else this.fail('in needs a list');
  }

  private listRest(): ValueType {
    if (this.take(']')) return 'list';
    do this.sum();
    while (this.take(','));
    this.close(']');
    return 'list';
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

  private nested(read: () => ValueType): ValueType {
    if (++this.depth > DEPTH_MAX) this.fail(`nested more than ${String(DEPTH_MAX)} deep`);
    const type = this.fault === undefined ? read() : 'any';
    this.depth--;
    return type;
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

  private want(type: ValueType, wanted: ValueType): void {
    if (type !== 'any' && type !== wanted)
      this.fail(`a ${wanted} is wanted where a ${type} stands`);
  }

  private compare(one: ValueType, other: ValueType): void {
    if ([one, other].includes('list')) this.fail('a list is asked with contains or in');
    const free = [one, other].some((type) => type === 'any' || type === 'null');
    if (!free && one !== other) this.fail(`a ${one} is compared with a ${other}`);
  }

  private fail(fault: string): ValueType {
    this.fault ??= fault;
    return 'any';
  }
}

const END: Token = { kind: 'end', text: '' };

const unite = (one: ValueType, other: ValueType): ValueType => (one === other ? one : 'any');

function unknownName(name: string): string {
  const attribute = prohibitedIn(name);
  return attribute === undefined
    ? `${name} is none of the values that a policy may look at`
    : `${name} speaks of ${attribute}, which no decision may look at`;
}
