import { CALLS_PER_ENDPOINT, EndpointSlots } from './endpoint-slots.js';

/** Every other tenant, when one receiver hangs. */
it('lets so many calls to one endpoint at once, whatever the others have', () => {
  const slots = new EndpointSlots();
  const held = Array.from({ length: CALLS_PER_ENDPOINT }, () => slots.take('a'));
  expect(held.every((release) => release !== undefined)).toBe(true);
  expect(slots.take('a')).toBeUndefined();
  expect(slots.take('b')).toBeDefined();
  held[0]?.();
  expect(slots.take('a')).toBeDefined();
  expect(slots.take('a')).toBeUndefined();
});
