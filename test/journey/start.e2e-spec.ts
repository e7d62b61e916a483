import { jest } from '@jest/globals';
import { join } from 'node:path';
import { cardFile } from './card-file.js';
import { holdPort, newPlace, type Place, reportIn, Start } from './run-start.js';

jest.setTimeout(240_000);

const CARDS = 1500;

let place: Place;
let data: readonly string[];
beforeAll(async () => {
  place = await newPlace();
  data = ['--data', cardFile(place.folder, CARDS), '--profile', 'uci-taiwan'];
});
afterAll(() => place.remove());

/** Guards who stops for the night: the morning's start finds everything, and does it not again. */
it('ends with 0 once the journey has succeeded, and resumes with the data kept', async () => {
  const [first, second] = [join(place.folder, 'first.json'), join(place.folder, 'second.json')];

  const ended = await Start.run(place, ['--once', '--json', first, ...data]).ended;

  expect(ended).toMatchObject({ code: 0 });
  const began = await reportIn(first);
  expect(began.jobs).toMatchObject([{ status: 'done', subjects: CARDS, scored: CARDS }]);

  const serving = Start.run(place, ['--json', second, ...data]);
  await serving.said('Serving.');
  const resumed = await reportIn(second);
  expect(resumed).toMatchObject({ data: 'uci-taiwan', models: [], jobs: [] });
  expect(resumed.score.model).toEqual(began.score.model);
  expect(resumed.score.consent_id).not.toBe(began.score.consent_id);
  expect(resumed.try_next.marketplace_key).toBe(began.try_next.marketplace_key);

  await refusesASecondStart();
  await refusesTakenPorts();
  const { api } = resumed.try_next;
  expect((await fetch(`${api}/readyz`)).status).toBe(200);
  expect(await serving.interrupt()).toMatchObject({ code: 0 });
  await expect(fetch(`${api}/readyz`)).rejects.toThrow();
});

/** Guards the data: two servers on one folder would ruin it. */
async function refusesASecondStart() {
  const elsewhere = await newPlace();
  const { DATA_DIR = '' } = place.environment;
  const second = await Start.run(elsewhere, ['--once'], { DATA_DIR }).ended;
  expect(second.code).toBe(1);
  expect(second.stderr).toMatch(/Another start \(process \d+\) runs on the data in .*DATA_DIR/s);
  elsewhere.remove();
}

async function refusesTakenPorts() {
  const samePorts = await Start.run(place, ['--once']).ended;
  expect(samePorts.code).toBe(1);
  for (const [name, port] of Object.entries(place.environment).slice(1))
    expect(samePorts.stderr).toMatch(new RegExp(`Port ${port} \\(.*\\) is taken.*${name}=`));
}

it('refuses a taken port and names the variable that chooses another', async () => {
  const other = await newPlace();
  const port = other.environment['PORTAL_PORT'] ?? '';
  const holder = await holdPort(Number(port));

  const ended = await Start.run(other, ['--once']).ended;

  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain(`Port ${port} (the borrower’s pages) is taken`);
  expect(ended.stderr).toContain('PORTAL_PORT=');
  expect(ended.stderr).not.toContain('API_PORT=');
  await new Promise((done) => holder.close(done));
  other.remove();
});

it('ends with 1 when the journey fails, and says where', async () => {
  const other = await newPlace();
  const file = cardFile(other.folder, 3, 'not-a-number');

  const ended = await Start.run(other, ['--once', '--data', file, '--profile', 'uci-taiwan']).ended;

  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(/row 3\b.*LIMIT_BAL/s);
  other.remove();
});

it('takes a file only with the profile that reads it', async () => {
  const ended = await Start.run(place, ['--once', '--data', 'cards.csv']).ended;
  expect(ended).toMatchObject({ code: 1 });
  expect(ended.stderr).toContain('--data FILE and --profile NAME go together');
});
