import { UnrecoverableError } from 'bullmq';
import { eventJobId, parseEventJob } from '#adapters/queue';

const job = {
  cellId: 3,
  eventId: '01926d3c-0000-7000-8000-000000000001',
  action: 'consent.granted',
  handler: 'mail-grant-receipt',
  payload: { resource: { kind: 'consent', id: 'x' } },
};

it('reads back what was queued', () => {
  expect(parseEventJob({ id: eventJobId(job), data: job })).toEqual(job);
});

it('gives an id that BullMQ accepts', () => {
  expect(eventJobId(job)).toBe('01926d3c-0000-7000-8000-000000000001.mail-grant-receipt');
});

/** A borrower, whose data a log of failed jobs would keep. */
it.each([
  ['no object', 'mei@mail.invalid'],
  ['a cell that is no number', { ...job, cellId: 'mei@mail.invalid' }],
  ['an unknown field', { ...job, email: 'mei@mail.invalid' }],
  ['a handler of another form', { ...job, handler: 'mei@mail.invalid' }],
])('gives up on %s, naming the job and not its data', (_, data) => {
  const parse = () => parseEventJob({ id: 'the-job', data });
  expect(parse).toThrow(UnrecoverableError);
  expect(parse).toThrow(/the-job/);
  expect(parse).not.toThrow(/mei@/);
});
