import { ImportPlaces } from './import-places.js';

/** Who is hurt: every other institution, if one could take all places. */
it('has as many places as there may be imports at once, of one institution and of all', () => {
  const places = new ImportPlaces({ IMPORTS_AT_ONCE: 3, IMPORTS_AT_ONCE_PER_TENANT: 2 });
  const first = places.take('a');
  expect(first).toBeDefined();
  expect(places.take('a')).toBeDefined();
  expect(places.take('a')).toBeUndefined();
  expect(places.take('b')).toBeDefined();
  expect(places.take('c')).toBeUndefined();
  first?.();
  first?.();
  expect(places.take('c')).toBeDefined();
  expect(places.take('a')).toBeUndefined();
});
