import { NotFoundException, PayloadTooLargeException } from '@nestjs/common';
import { OperationMismatch } from '#adapters/database';
import { Refused, refusal } from '#adapters/http';
import { problemOf, refusedBy } from './problem.js';

const call = { publicUrl: 'https://api.invalid', path: '/v1/things', requestId: 'request-1' };

function told(fault: unknown) {
  const refused = refusedBy(fault);
  return refused && problemOf(refused, call);
}

it('tells a refusal by its code, its page and what it says beside, in snake_case', () => {
  const statuses = { 'api-key-already-rotated': 409 };
  const error = { code: 'api-key-already-rotated', expiresAt: new Date(0) } as const;
  expect(told(refusal(statuses, error))).toEqual({
    type: 'https://api.invalid/problems/api-key-already-rotated',
    title: 'This API key was already replaced. Rotate the key that replaced it.',
    status: 409,
    instance: '/v1/things',
    code: 'api-key-already-rotated',
    request_id: 'request-1',
    details: { expires_at: new Date(0) },
  });
});

it.each([
  ['amount', { pointer: '/amount' }],
  ['?kind', { parameter: 'kind' }],
  ['', { pointer: '' }],
])('names the field %j that a repeated call changed', (field, place) => {
  expect(told(new OperationMismatch(field))).toMatchObject({
    status: 422,
    code: 'idempotency-key-reused',
    errors: [{ code: 'differs', ...place }],
  });
});

it('says where the first fault is', () => {
  const errors = [{ pointer: '/a/0', code: 'too-big', detail: 'must be at most 3' }];
  expect(told(new Refused(400, 'input-invalid', { errors }))?.detail).toBe(
    '/a/0: must be at most 3',
  );
});

it.each([
  [new NotFoundException('Cannot GET /v1/people/mei.chen@mail.invalid'), 404, 'route-not-found'],
  [new PayloadTooLargeException('x'), 413, 'body-too-large'],
])('tells what the framework refuses without its words', (fault, status, code) => {
  const problem = told(fault);
  expect(problem).toMatchObject({ status, code });
  expect(JSON.stringify(problem)).not.toContain('mei.chen');
});

// A row that the database rejected stands in its error; nothing of it may leave.
it('knows no refusal in a fault of ours', () => {
  expect(refusedBy(new Error('Failing row contains (mei.chen)'))).toBeUndefined();
});
