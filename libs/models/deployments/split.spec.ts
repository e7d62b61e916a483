import { challengerAt, slotOf } from './split.js';

const SALT = '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f';
const SUBJECTS = 20_000;
const slots = Array.from({ length: SUBJECTS }, (_, at) => slotOf(SALT, `subject-${String(at)}`));

/** A borrower asks twice: another model, hence another answer, would be chance. */
it('gives a subject the same slot for ever, and another one under another salt', () => {
  expect(slotOf(SALT, 'subject-7')).toBe(slots[7]);
  const other = slots.map((_, at) => slotOf('another salt', `subject-${String(at)}`));
  const same = other.filter((slot, at) => slot === slots[at]).length;
  expect(same).toBeLessThan(20);
});

it('never leaves the ten thousand slots', () => {
  expect(slots.every((slot) => Number.isInteger(slot) && slot >= 0 && slot < 10_000)).toBe(true);
});

/** Guards a challenger's evidence: 99.99 % of fair splits lie within this band of their share. */
it.each([[1], [500], [2_500], [9_999]])('gives a share of %d basis points its subjects', (bps) => {
  const met = slots.filter((slot) => challengerAt([{ shareBps: bps }], slot) === 0).length;
  const [low, high] = binomialBand(SUBJECTS, bps / 10_000, 0.0001);
  expect(met).toBeGreaterThanOrEqual(low);
  expect(met).toBeLessThanOrEqual(high);
});

it.each([
  [0, 0],
  [999, 0],
  [1_000, 1],
  [1_499, 1],
  [1_500, undefined],
  [9_999, undefined],
])('slot %d of shares 1000 and 500 is challenger %p', (slot, challenger) => {
  expect(challengerAt([{ shareBps: 1_000 }, { shareBps: 500 }], slot)).toBe(challenger);
});

/** The exact band that a binomial count leaves with at most `beyond` in both tails together. */
function binomialBand(n: number, p: number, beyond: number): readonly [number, number] {
  let low = 0;
  let high = n;
  let below = 0;
  let up = 0;
  let logP = n * Math.log1p(-p);
  for (let k = 0; k <= n; k++) {
    const chance = Math.exp(logP);
    if (below + chance <= beyond / 2) {
      below += chance;
      low = k + 1;
    }
    up += chance;
    if (up >= 1 - beyond / 2) {
      high = k;
      break;
    }
    logP += Math.log((n - k) / (k + 1)) + Math.log(p / (1 - p));
  }
  return [low, high];
}
