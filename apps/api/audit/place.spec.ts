import { cursorOf } from '../schema/page.js';
import { cursorOfPlace, placeAfter, placeOfCursor } from './place.js';

const id = '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f';
const at = '2026-11-24T08:00:00.123Z';

it('leads back to the place that it was made of', () => {
  const place = { at: new Date(at), id };
  expect(placeOfCursor(cursorOfPlace(place))).toEqual(place);
});

it.each([
  ['no JSON', 'abc'],
  ['one part', cursorOf([at])],
  ['three parts', cursorOf([at, id, id])],
  ['no instant', cursorOf(['infinity', id])],
  ['an instant that does not exist', cursorOf(['2026-13-24T08:00:00.123Z', id])],
  ['no id', cursorOf([at, 'x'])],
])('takes no cursor with %s', (_, cursor) => {
  expect(placeOfCursor(cursor)).toBeUndefined();
  expect(() => placeAfter(cursor)).toThrow('input-invalid');
});

it('begins with the newest where no cursor is given', () => {
  expect(placeAfter(undefined)).toBeUndefined();
});
