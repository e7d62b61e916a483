import { actionMatch, filtersUsed } from './event-filter.js';

it.each([
  [undefined, { exact: null, prefix: null }],
  ['consent.granted', { exact: 'consent.granted', prefix: null }],
  ['consent.*', { exact: null, prefix: 'consent.' }],
  ['consent', { exact: 'consent', prefix: null }],
])('reads the action %j', (action, match) => {
  expect(actionMatch(action)).toEqual(match);
});

// Who is hurt: the subject, whose id an auditor's search must not spread through the log.
it('names the filters that were used and nothing of what they held', () => {
  const used = filtersUsed({
    subjectId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
    action: undefined,
    outcome: 'denied',
    since: new Date(0),
  });
  expect(used).toEqual(['subject', 'outcome', 'since']);
});
