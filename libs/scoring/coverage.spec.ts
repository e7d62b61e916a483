import { type Coverage, coverageText, readCoverage, usedClusters } from './coverage.js';

const partial: Coverage = {
  withheld: ['balances'],
  notRequested: ['profile'],
  missing: ['orders'],
  unavailable: [],
};

it('is read as it was written, and a full one takes no room', () => {
  expect(readCoverage(coverageText(partial))).toEqual(partial);
  const full: Coverage = { withheld: [], notRequested: [], missing: [], unavailable: [] };
  expect(coverageText(full)).toBe('');
  expect(readCoverage('')).toEqual(full);
});

/** The borrower, who must not be told that something was used which the model never saw. */
it('counts as used what the model looks at and saw, and nothing else', () => {
  const lookedAt = ['profile', 'orders', 'repayments', 'balances'];
  expect(usedClusters(lookedAt, partial)).toEqual(['repayments']);
  expect(usedClusters(['orders', 'repayments'], readCoverage(''))).toEqual([
    'orders',
    'repayments',
  ]);
});
