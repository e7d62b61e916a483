import { jest } from '@jest/globals';
import { ApiDocument, type DocumentOperation, type Schema } from '../isolation/document.js';

jest.setTimeout(60_000);

let document: ApiDocument;
beforeAll(async () => {
  document = await ApiDocument.read();
});

type Content = NonNullable<DocumentOperation['requestBody']>['content'];

const isDone = (status: string): boolean => /^2\d\d$/.test(status);

/** Faults of the bodies of one place: without an example, or one that its own schema refuses. */
function faultsOf(place: string, content: Content): string[] {
  return Object.entries(content).flatMap(([type, media]) => {
    const example = document.exampleOf(media);
    if (example === undefined) return [`${place} ${type}: no example`];
    const faults = document.faultsOf(media.schema as Schema, example);
    return faults.map((fault) => `${place} ${type}: ${fault}`);
  });
}

/** A programmer who copies an example: it must be one that the api takes. */
it('has an example of every body and every answer, sound by its own schema', () => {
  const faults = [...document.operations].flatMap(([name, { requestBody, responses }]) => [
    ...(requestBody ? faultsOf(`${name} body`, requestBody.content) : []),
    ...Object.entries(responses).flatMap(([status, { content = {} }]) =>
      faultsOf(`${name} ${status}`, content),
    ),
  ]);
  expect(faults).toEqual([]);
});

/** Beside the test above: examples would be sound too if no schema refused anything. */
it('has schemas that refuse what is unsound', () => {
  for (const [name, { requestBody }] of document.operations) {
    const media = requestBody?.content['application/json'];
    if (!media?.schema) continue;
    const example = document.exampleOf(media) as object;
    expect([name, document.faultsOf(media.schema, { ...example, no_such_field: 1 })]).not.toEqual([
      ...[name, []],
    ]);
  }
});

/** A programmer who waits for an answer that nobody told of. */
it('says of every operation what it does, what is answered, and what is refused', () => {
  expect(document.operations.size).toBeGreaterThan(30);
  for (const [name, operation] of document.operations) {
    const statuses = Object.keys(operation.responses);
    const done = statuses.filter(isDone);
    expect([name, operation.summary]).toEqual([name, expect.stringMatching(/\S/)]);
    expect([name, done.length]).not.toEqual([name, 0]);
    const refused = statuses.filter((status) => !isDone(status));
    const always = ['400', '500', ...(operation.security ? ['401', '403', '429'] : [])];
    expect([name, refused]).toEqual([name, expect.arrayContaining(always)]);
    for (const status of refused)
      expect([name, Object.keys(operation.responses[status]?.content ?? {})]).toEqual([
        ...[name, ['application/problem+json']],
      ]);
    for (const status of done)
      if (status !== '204')
        expect([name, Object.keys(operation.responses[status]?.content ?? {}).length]).toEqual([
          ...[name, 1],
        ]);
  }
});

/** A programmer who builds an address from the page. */
it('has an example of every parameter that a call cannot do without', () => {
  const without = [...document.operations].flatMap(([name, { parameters = [] }]) =>
    parameters
      .filter(({ required }) => required === true)
      .filter(({ example, schema }) => example === undefined && schema?.example === undefined)
      .map((parameter) => `${name} ${parameter.name}`),
  );
  expect(without).toEqual([]);
});
