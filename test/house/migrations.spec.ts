import { ALL_MIGRATIONS } from '#catalogue';

const migrations = ALL_MIGRATIONS.map((type) => new type());
const nameOf = ({ name }: { readonly name?: string }): string => name ?? '';

/** Whoever upgrades: the database runs them in order of the time in their names. */
it('names every migration once, in order of time', () => {
  const times = migrations.map((migration) =>
    Number(/^[A-Z]\w*?(\d{13})$/.exec(nameOf(migration))?.[1]),
  );
  expect(times.length).toBeGreaterThan(5);
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  expect(new Set(migrations.map(nameOf)).size).toBe(migrations.length);
});

/** A way back would drop what tenants brought since. */
it('goes forward only', async () => {
  for (const migration of migrations)
    await expect(migration.down(undefined as never)).rejects.toThrow('forward');
});
