import type { FactoryProvider, InjectionToken } from '@nestjs/common';

type Token<T> = InjectionToken<T> & (abstract new (...args: never[]) => T);
type Tokens<Args extends readonly unknown[]> = {
  readonly [Index in keyof Args]: Token<Args[Index]> | InjectionToken<Args[Index]>;
};

/**
 * Wires an undecorated class: names a token for each parameter of its constructor.
 *
 * Does not compile when the number of the parameters differs. (Listed bare in `providers`, the
 * class would be built with `undefined`, silently.)
 */
export function provide<Args extends readonly unknown[], T>(
  type: new (...args: [...Args]) => T,
  ...tokens: Tokens<Args>
): FactoryProvider<T> {
  return {
    provide: type,
    inject: [...tokens] as InjectionToken[],
    useFactory: (...args: unknown[]) => new type(...(args as [...Args])),
  };
}
