import { type BasisHolder, basisState } from './basis.js';

const now = new Date('2026-11-24T00:00:00Z');
const at = (ms: number) => new Date(now.getTime() + ms);
const held = (from: Date, until: Date | null): BasisHolder['basis'] => ({
  basis: 'contract',
  purpose: 'credit',
  notice: 'n1',
  from,
  until,
});

// Nobody is scored without a basis in force: a wrong answer here is an unlawful score.
it.each([
  ['ok', held(at(0), null), null],
  ['ok', held(at(-1), at(1)), null],
  ['ok', held(at(-1), null), at(1)],
  ['none', null, null],
  ['not-yet', held(at(1), at(2)), null],
  ['ended', held(at(-2), at(0)), null],
  ['ended', held(at(-2), at(-1)), null],
  ['objected', held(at(-1), null), at(0)],
  ['objected', null, at(-1)],
] as const)('is %s for %j with objection %s', (state, basis, objectedAt) => {
  expect(basisState({ basis, objectedAt }, now)).toBe(state);
});
