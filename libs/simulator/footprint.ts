import { STREAM, type Draws } from './draws.js';
import { exp, ln } from './elementary.js';
import type { Footprint } from './world-types.js';

/** Default rate % and share % by category. Berg, Burg, Gombović, Puri (RFS 2020). */
type Trait = readonly (readonly [name: string, rate: number, share: number])[];

const MEAN_RATE = 0.94;
/** Of a category's log risk ratio, the part that acts on the hazard, and that comes through θ. */
const DIRECT = 0.65;
const INDIRECT = 0.285;

const TRAITS = {
  device: [
    ['desktop', 0.74, 59],
    ['tablet', 0.91, 17],
    ['mobile', 2.14, 10],
    ['no-track', 0.88, 14],
  ],
  host: [
    ['gmx', 0.82, 24],
    ['web', 0.86, 21],
    ['t-online', 0.51, 11],
    ['gmail', 1.25, 11],
    ['yahoo', 1.96, 5],
    ['hotmail', 1.45, 4],
    ['other', 0.9, 24],
  ],
  channel: [
    ['paid', 1.11, 41],
    ['direct', 0.84, 21],
    ['affiliate', 0.64, 9],
    ['organic', 0.67, 8],
    ['other', 0.69, 7],
    ['no-track', 0.88, 14],
  ],
  daytime: [
    ['evening', 0.85, 43],
    ['night', 1.97, 3],
    ['morning', 1.09, 18],
    ['afternoon', 0.89, 36],
  ],
  nameInMail: yesOrNo(1.24, 0.82, 72),
  digitInMail: yesOrNo(0.84, 1.41, 17),
  lowerCase: yesOrNo(0.84, 2.14, 7),
  mailError: yesOrNo(0.88, 5.09, 1),
} satisfies Record<keyof Footprint, Trait>;

function yesOrNo(rateNo: number, rateYes: number, shareYes: number): Trait {
  return [
    ['no', rateNo, 100 - shareYes],
    ['yes', rateYes, shareYes],
  ];
}

interface Choice {
  readonly names: readonly string[];
  readonly shares: readonly number[];
  readonly kappas: readonly number[];
  readonly excesses: readonly number[];
}

function choice(trait: Trait): Choice {
  const logRatios = trait.map(([, rate]) => ln(rate / MEAN_RATE));
  const kappas = logRatios.map((ratio) => INDIRECT * ratio);
  return {
    names: trait.map(([name]) => name),
    shares: trait.map(([, , share], c) => share * exp((-kappas[c] * kappas[c]) / 2)),
    kappas,
    excesses: logRatios.map((ratio) => DIRECT * ratio),
  };
}

const CHOICES = {
  device: choice(TRAITS.device),
  host: choice(TRAITS.host),
  channel: choice(TRAITS.channel),
  daytime: choice(TRAITS.daytime),
  nameInMail: choice(TRAITS.nameInMail),
  digitInMail: choice(TRAITS.digitInMail),
  lowerCase: choice(TRAITS.lowerCase),
  mailError: choice(TRAITS.mailError),
};

/** A footprint and its sum of .65 ln RR, which adds to the log-odds of default. */
export interface FootprintDrawn {
  readonly footprint: Footprint;
  readonly excess: number;
}

/** Draws a footprint: a category of share p is taken with weight p exp(κθ - κ²/2). */
export function drawFootprint(draws: Draws, index: number, theta: number): FootprintDrawn {
  draws.at(STREAM.footprint, index);
  const weights = new Float64Array(8);
  let excess = 0;
  const pick = (from: Choice): string => {
    let total = 0;
    for (let c = 0; c < from.shares.length; c++)
      total += weights[c] = from.shares[c] * exp(from.kappas[c] * theta);
    let left = draws.uniform() * total;
    let chosen = 0;
    while (chosen < from.shares.length - 1 && left >= weights[chosen]) left -= weights[chosen++];
    excess += from.excesses[chosen];
    return from.names[chosen];
  };
  const footprint = {
    device: pick(CHOICES.device),
    host: pick(CHOICES.host),
    channel: pick(CHOICES.channel),
    daytime: pick(CHOICES.daytime),
    nameInMail: pick(CHOICES.nameInMail) === 'yes',
    digitInMail: pick(CHOICES.digitInMail) === 'yes',
    lowerCase: pick(CHOICES.lowerCase) === 'yes',
    mailError: pick(CHOICES.mailError) === 'yes',
  };
  return { footprint, excess };
}
