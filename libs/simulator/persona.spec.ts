import { createWorld, PERSONA_NAMES } from './index.js';
import { STORIES } from './persona-table.js';

const asOf = new Date('2026-11-01T00:00:00Z');
const world = createWorld({ seed: 5, asOf });

/** The specification's §8: what a demonstration shows must be what the world holds. */
it.each(PERSONA_NAMES.map((name) => [name]))('%s has the listed probability of default', (name) => {
  const story = STORIES[name];
  const { truth } = world.persona(name);
  if (story.kind === 'unknown') expect(truth).toBeNull();
  else {
    const digits = String(story.pd12).split('.')[1]?.length ?? 0;
    // The new merchant's .0275 is listed as .028: a little more than half of the last digit.
    expect(Math.abs(truth!.pd12 - story.pd12)).toBeLessThan(0.6 * 10 ** -digits);
  }
});

it('personas are the same in every world, and their dates follow the as-of date', () => {
  expect(createWorld({ seed: 6, asOf }).persona('prime')).toEqual(world.persona('prime'));
  const later = createWorld({ seed: 5, asOf: new Date('2027-02-01T00:00:00Z') }).persona(
    'thin-file',
  );
  expect(later.kind === 'person' && later.clusters.orders.orders[0].at > '2026-12').toBe(true);
});

it('each has its orders, and pays as its story says', () => {
  const of = (name: (typeof PERSONA_NAMES)[number]) => {
    const persona = world.persona(name);
    if (persona.kind !== 'person') throw new Error('a person');
    const { orders, repayments, outcome } = persona.clusters;
    const late = repayments.instalments.filter(({ paid_on, due_on }) => paid_on! > due_on);
    const unpaid = repayments.instalments.filter(({ paid_on }) => paid_on === null);
    return { orders: orders.orders.length, late, unpaid, outcome };
  };
  expect(of('prime')).toMatchObject({ orders: 60, late: [], unpaid: [] });
  expect(of('thin-file').orders).toBe(1);
  expect(of('recently-late').late).toHaveLength(2);
  expect(of('recovered').late.length).toBeGreaterThan(0);
  expect(of('defaulted').unpaid.length).toBeGreaterThan(0);
  expect(of('defaulted').outcome.defaulted_on).toBe('2026-09-30');
  expect(world.persona('name-twin').name).toBe(world.persona('prime').name);
});
