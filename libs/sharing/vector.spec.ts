import { missingClusters, withoutWithheld } from './vector.js';
import type { WantedFeatures } from './gate-types.js';

const features: WantedFeatures = {
  hash: 'x',
  kind: 'person',
  clustersByFeature: [['profile'], ['orders'], ['orders', 'repayments'], ['repayments']],
  clusters: ['profile', 'orders', 'repayments'],
  windowMonths: 12,
  needsEveryCluster: false,
};
const packed = (...values: number[]): Buffer => Buffer.from(Float64Array.from(values).buffer);
const valuesOf = (bytes: Buffer): number[] =>
  [...features.clustersByFeature.keys()].map((feature) => bytes.readDoubleLE(feature * 8));

// Who is hurt: the borrower who left a cluster out, if any feature made of it still told.
it('leaves no feature that looks at a cluster which was not granted', () => {
  const kept = withoutWithheld(packed(1, 2, 3, 4), features, ['profile', 'orders']);
  expect(valuesOf(kept)).toEqual([1, 2, NaN, NaN]);
});

it('gives two people who differ only in what they withhold the same bytes', () => {
  const granted = ['profile', 'orders'];
  const one = withoutWithheld(packed(1, 2, 3, 4), features, granted);
  const other = withoutWithheld(packed(1, 2, -7, NaN), features, granted);
  expect(one.equals(other)).toBe(true);
});

it('changes nothing of the stored vector itself', () => {
  const stored = packed(1, 2, 3, 4);
  withoutWithheld(stored, features, []);
  expect(valuesOf(stored)).toEqual([1, 2, 3, 4]);
});

it('refuses a vector that has not all its features', () => {
  expect(() => withoutWithheld(packed(1, 2, 3), features, [])).toThrow('all its features');
});

it.each([
  [packed(1, 2, 3, 4), ['profile', 'orders', 'repayments'], []],
  [packed(NaN, 2, 3, 4), ['profile', 'orders', 'repayments'], ['profile']],
  [packed(1, 2, NaN, NaN), ['profile', 'orders', 'repayments'], ['repayments']],
  [packed(1, NaN, 3, NaN), ['profile', 'orders', 'repayments'], []],
  [packed(1, 2, NaN, NaN), ['profile', 'orders'], []],
])(
  'calls a granted cluster missing when every feature of it is: case %#',
  (vector, granted, missing) => {
    expect(missingClusters(vector, features, granted)).toEqual(missing);
  },
);
