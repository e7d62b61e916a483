import { holdToGolden, readArtefact } from '#models';
import { exampleTrees } from './example-trees.js';
import { ImportModelBody } from './schema.js';

/** A programmer who copies the example of the reference: it must be a model that is taken. */
it('shows trees that are accepted, with golden rows that they reproduce', () => {
  const body = ImportModelBody.parse({ name: 'Trees', ...exampleTrees() });
  const read = readArtefact(body.artefact);
  expect(read.ok).toBe(true);
  if (!read.ok || !read.value.trees) throw new Error('the example is of trees');
  expect(holdToGolden(read.value.trees, body.golden_rows)).toEqual({ ok: true, value: 3 });
});
