import { shapeOf } from './route-methods.js';

it.each([
  ['/v1/subjects/:id', '/v1/subjects/1', true],
  ['/v1/subjects/:id', '/v1/subjects/1/basis', false],
  ['/v1/subjects/:id', '/v1/subjects/', false],
  ['/openapi.json', '/openapi.json', true],
  ['/openapi.json', '/openapiXjson', false],
  ['*', '/anything', false],
])('%s holds %s: %s', (url, path, holds) => {
  expect(shapeOf(url).test(path)).toBe(holds);
});
