import { createWorld, type ApplicantSnapshot, type World } from './index.js';

/**
 * The acceptance table of the specification, §6, at 30,000 rows: whoever trains on this world
 * compares a model's figures with these. Tolerances are the table's, about three deviations.
 */
const N = 30_000;
const NOT_RUN = [
  'strip GBM footprint (GBM)',
  'strip GBM market; all (GBM)',
  'strip the three at 300 k (GBM, 300 k rows)',
  'strip late; acf 1-5 (300 k rows)',
  'strip AIR, worst 20 % refused: GBM (GBM)',
  'P2P applications GBM out of time (GBM)',
  'P2P applications bad A-F (300 k rows)',
  'firms GBM platform (GBM)',
  'firms GBM sales only (GBM)',
];
/** Every figure of the table, so that none is lost without a word. */
const TABLE: Readonly<Record<string, readonly string[]>> = {
  strip: [
    ...['bad 12 m', 'mean PD/bad', 'oracle AUC', 'GBM footprint', 'GBM market; all'],
    ...['the three at 300 k', 'bureau AUC', 'bureau none', 'bureau RR none', 'RR mobile'],
    ...['RR T-Online', 'orders if any', 'orders none', 'orders < 3', 'median geometric basket'],
    ...['returns', 'income missing', 'income missing RR', 'late; acf 1-5'],
    ...['AIR, worst 20 % refused: oracle', 'AIR, worst 20 % refused: GBM'],
  ],
  'P2P applications': [
    ...['booked, random bucket apart', 'bad 12 m', '36 m loans to end', 'PD rejected/accepted'],
    ...['36 m defaults by month 12', 'AUC booked: oracle', 'AUC booked: grade'],
    ...['GBM out of time', 'bad A-F'],
  ],
  firms: [
    ...['bad 12 m', 'oracle AUC', 'GBM platform', 'GBM sales only', 'top-20 % GMV'],
    ...['chargeback > .9 %'],
  ],
};
/** Why a row is not run: it needs one of these. */
const NEED = / \((GBM|300 k rows|GBM, 300 k rows)\)$/;

type Column = ArrayLike<number>;
type Row = (row: number) => boolean;

const world: World = createWorld({ seed: 20261101, asOf: new Date('2026-11-01T00:00:00Z') });
const strip = world.shopperSnapshot(0, N);
const firms = world.merchantSnapshot(0, N);
const p2p = world.applicantSnapshot(0, N);
const rows = Array.from({ length: N }, (_, row) => row);

afterAll(() => console.info(`not run: ${NOT_RUN.join('; ')}`));

const run: string[] = [];

/** A part of the table. */
function part(
  name: string,
  figuresOf: (figure: (name: string, holds: () => void) => void) => void,
) {
  describe(name, () => {
    figuresOf((figure, holds) => {
      run.push(`${name} ${figure}`);
      it(figure, holds);
    });
  });
}

part('strip', (figure) => {
  const bad = (where: Row): number => meanWhere(strip.bad, where);
  const ratio = (where: Row): number => bad(where) / bad((row) => !where(row));
  const none: Row = (row) => Number.isNaN(strip.bureau[row]);
  const any: Row = (row) => strip.orders[row] > 0;

  figure('bad 12 m', () => within(bad(all), 0.0257, 0.004));
  figure('mean PD/bad', () => within(meanWhere(strip.pd12, all) / bad(all), 1, 0.11));
  figure('oracle AUC', () => within(aucWhere(strip.pd12, strip.bad, all), 0.865, 0.024));
  figure('bureau AUC', () => {
    const risk = strip.bureau.map((score) => -score);
    within(
      aucWhere(risk, strip.bad, (row) => !none(row)),
      0.66,
      0.03,
    );
  });
  figure('bureau none', () => within(share(none), 0.126, 0.006));
  figure('bureau RR none', () => within(ratio(none), 2.3, 0.5));
  figure('RR mobile', () =>
    within(
      ratio((row) => strip.mobile[row] === 1),
      2.1,
      0.5,
    ),
  );
  figure('RR T-Online', () =>
    within(
      ratio((row) => strip.tOnline[row] === 1),
      0.52,
      0.18,
    ),
  );
  figure('orders if any', () => within(meanWhere(strip.orders, any), 8.6, 0.2));
  figure('orders none', () => within(1 - share(any), 0.104, 0.007));
  figure('orders < 3', () =>
    within(
      share((row) => strip.orders[row] < 3),
      0.336,
      0.006,
    ),
  );
  figure('median geometric basket', () => {
    const logs = strip.logBasket.filter((log) => !Number.isNaN(log)).sort();
    within(Math.exp(logs[Math.floor(logs.length / 2)]), 40.9, 0.7);
  });
  figure('returns', () => {
    within(meanWhere(strip.returns, all) / meanWhere(strip.orders, all), 0.165, 0.005);
  });
  figure('income missing', () =>
    within(
      share((row) => strip.incomeMissing[row] === 1),
      0.303,
      0.012,
    ),
  );
  figure('income missing RR', () => {
    within(
      ratio((row) => strip.incomeMissing[row] === 1),
      1.56,
      0.36,
    );
  });
  figure('AIR, worst 20 % refused: oracle', () => {
    const cut = [...strip.pd12].sort((one, other) => other - one)[N / 5];
    const accepted = strip.pd12.map((pd) => (pd < cut ? 1 : 0));
    const minority: Row = (row) => strip.minority[row] === 1;
    const majority: Row = (row) => !minority(row);
    within(meanWhere(accepted, minority) / meanWhere(accepted, majority), 1, 0.025);
  });
});

part('P2P applications', (figure) => {
  const booked: Row = (row) => p2p.booked[row] === 1;
  const short: Row = (row) => booked(row) && p2p.term[row] === 36;
  const by12 = defaultsBy(p2p, 12);
  const by36 = defaultsBy(p2p, 36);

  figure('booked, random bucket apart', () => within(share(booked), 0.272, 0.01));
  figure('bad 12 m', () => within(meanWhere(by12, booked), 0.087, 0.01));
  figure('36 m loans to end', () => within(meanWhere(by36, short), 0.172, 0.018));
  figure('PD rejected/accepted', () => {
    const accepted: Row = (row) => p2p.accepted[row] === 1;
    const rejected: Row = (row) => !accepted(row);
    within(meanWhere(p2p.pdTerm, rejected) / meanWhere(p2p.pdTerm, accepted), 2.55, 0.13);
  });
  figure('36 m defaults by month 12', () => {
    within(meanWhere(by12, short) / meanWhere(by36, short), 0.485, 0.05);
  });
  figure('AUC booked: oracle', () => within(aucWhere(p2p.pd12, by12, booked), 0.79, 0.02));
  figure('AUC booked: grade', () => within(aucWhere(p2p.ratePercent, by12, booked), 0.66, 0.03));
});

part('firms', (figure) => {
  figure('bad 12 m', () => within(meanWhere(firms.bad, all), 0.0355, 0.004));
  figure('oracle AUC', () => within(aucWhere(firms.pd12, firms.bad, all), 0.839, 0.016));
  figure('top-20 % GMV', () => {
    const sales = [...firms.sales].sort((one, other) => other - one);
    const sum = (some: readonly number[]): number => some.reduce((total, x) => total + x, 0);
    within(sum(sales.slice(0, N / 5)) / sum(sales), 0.787, 0.02);
  });
  figure('chargeback > .9 %', () => {
    within(
      share((row) => firms.chargebackRate[row] > 0.009),
      0.099,
      0.006,
    );
  });
});

it('runs every row of the table, or says that it does not and for what need', () => {
  const table = Object.entries(TABLE).flatMap(([of, figures]) =>
    figures.map((figure) => `${of} ${figure}`),
  );
  expect(NOT_RUN.filter((one) => !NEED.test(one))).toEqual([]);
  const told = [...run, ...NOT_RUN.map((one) => one.replace(NEED, ''))];
  expect(told.sort()).toEqual(table.sort());
});

function all(): boolean {
  return true;
}

function within(figure: number, target: number, tolerance: number): void {
  expect(figure).toBeGreaterThanOrEqual(target - tolerance);
  expect(figure).toBeLessThanOrEqual(target + tolerance);
}

function share(where: Row): number {
  return rows.filter(where).length / N;
}

function meanWhere(column: Column, where: Row): number {
  const chosen = rows.filter(where);
  return chosen.reduce((sum, row) => sum + column[row], 0) / chosen.length;
}

function defaultsBy(snapshot: ApplicantSnapshot, month: number): Uint8Array {
  return Uint8Array.from(snapshot.defaultMonth, (defaulted) => (defaulted <= month ? 1 : 0));
}

/** The chance that a bad row ranks above a good one, ties counted half. */
function aucWhere(score: Column, bad: Column, where: Row): number {
  const order = rows.filter(where).sort((one, other) => score[one] - score[other]);
  let ranks = 0;
  let bads = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && score[order[end]] === score[order[start]]) end += 1;
    for (let k = start; k < end; k++) {
      if (bad[order[k]] !== 1) continue;
      bads += 1;
      ranks += (start + end + 1) / 2;
    }
  }
  return (ranks - (bads * (bads + 1)) / 2) / (bads * (order.length - bads));
}
