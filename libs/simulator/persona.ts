import { FIRST_MONTH, HEALTHY, LAST_MONTH, type Path } from './chain.js';
import type { FirmClusters, PersonClusters } from './clusters.js';
import type { Era } from './era.js';
import { firmName, personName } from './identity.js';
import { firmClusters, firmTruth } from './merchant.js';
import { drawMerchant, type MerchantTraits } from './merchant-traits.js';
import { paidAs } from './persona-payments.js';
import {
  EXPECTED,
  PERSONA_NAMES,
  STORIES,
  type FirmStory,
  type PersonaName,
  type PersonStory,
} from './persona-table.js';
import { outcomeCluster, personClusters, personTruth, shop, type ShopperLife } from './shopper.js';
import { drawShopper, type ShopperTraits } from './shopper-traits.js';
import type { FirmTruth, PersonTruth } from './world-types.js';

interface PersonaIdentity {
  readonly persona: PersonaName;
  readonly reference: string;
  readonly email: string;
  readonly name: string;
  /** What it should show besides a probability; null when a score is all. */
  readonly expects: 'abstain' | 'none' | 'flag' | 'link-test' | null;
  /** Clusters that it does not consent to share. */
  readonly withheld: readonly string[];
}

/** A subject made for a story, as of the world's date; its PD is of the year after that. */
export type Persona = PersonaIdentity &
  (
    | { readonly kind: 'person'; readonly clusters: PersonClusters; readonly truth: PersonTruth }
    | { readonly kind: 'firm'; readonly clusters: FirmClusters; readonly truth: FirmTruth }
    | { readonly kind: 'unknown'; readonly clusters: null; readonly truth: null }
  );

/** Personas stand beyond every population's subjects, so that they share nothing with them. */
const FIRST_INDEX = 2 ** 40;
const STATE_MONTHS = 6;
const DEFAULT_MONTH = -1;
const RECOVERED_SINCE = -18;
const YEAR_MONTHS = 12;
/** Orders are drawn so densely that the number wanted is there, then thinned evenly. */
const SURPLUS = 3;
const SURPLUS_MIN = 36;
const EVENT_YEARS = 3;

/** @param era flat, observed at its as-of date, of the personas' own seed */
export function personaOf(era: Era, persona: PersonaName): Persona {
  const index = FIRST_INDEX + PERSONA_NAMES.indexOf(persona);
  const story = STORIES[persona];
  // The twin bears the name and the birth year of another, and is somebody else.
  const twin = FIRST_INDEX + PERSONA_NAMES.indexOf('prime');
  const identity: PersonaIdentity = {
    persona,
    reference: `persona-${persona}`,
    email: `${persona}@persona.invalid`,
    name: personName(era.draws, persona === 'name-twin' ? twin : index),
    expects: EXPECTED[persona] ?? null,
    withheld: persona === 'partial-consent' ? ['repayments'] : [],
  };
  if (story.kind === 'unknown')
    return { ...identity, kind: 'unknown', clusters: null, truth: null };
  if (story.kind === 'firm') {
    const life = { traits: firmTraits(era, index, story), path: firmPath(story) };
    const clusters = { ...firmClusters(era, life), outcome: outcomeOf(era, life.path) };
    const name = firmName(era.draws, index);
    return { ...identity, name, kind: 'firm', clusters, truth: firmTruth(era, life) };
  }
  const life = personLife(era, index, story);
  const clusters = personClusters(era, life);
  const repayments = paidAs(era, story.pays, clusters.repayments);
  return {
    ...identity,
    kind: 'person',
    clusters: { ...clusters, repayments, outcome: outcomeOf(era, life.path) },
    truth: personTruth(era, life),
  };
}

function outcomeOf(era: Era, path: Path): PersonClusters['outcome'] {
  return outcomeCluster(era, path, 1 - YEAR_MONTHS);
}

function personLife(era: Era, index: number, story: PersonStory): ShopperLife {
  const traits = personTraits(era, index, story);
  const path = personPath(story);
  const { orders } = shop(era, traits, path);
  const kept = (before: number): number => Math.floor((before * story.orders) / orders.length);
  return { traits, path, orders: orders.filter((_, n) => kept(n + 1) > kept(n)) };
}

function personTraits(era: Era, index: number, story: PersonStory): ShopperTraits {
  const drawn = drawShopper(era.draws, index);
  const years = Math.min(EVENT_YEARS, story.tenureMonths / YEAR_MONTHS);
  return {
    ...drawn,
    ability: story.ability ?? drawn.ability,
    willingness: story.willingness ?? drawn.willingness,
    theta: story.theta,
    minority: false,
    age: 34,
    fraud: story.fraud ?? false,
    excess: story.excess,
    tenureMonths: story.tenureMonths,
    bureau: story.bureau,
    income: 4000,
    declaredIncome: 4000,
    ordersAYear: Math.max(SURPLUS_MIN, SURPLUS * story.orders) / years,
    logBasket: 3.69,
    returnShare: story.returnShare ?? 0.12,
    planUser: !story.fraud,
    useLogit: story.fullyUsed ? 12 : -1,
  };
}

function personPath(story: PersonStory): Path {
  const states = statesUntil(story.state);
  if (story.pays === 'settled-late') states.fill(2, 0, RECOVERED_SINCE - FIRST_MONTH);
  const defaulted = story.pays === 'never-since-default';
  return { states, defaultMonth: defaulted ? DEFAULT_MONTH : Infinity };
}

function firmPath(story: FirmStory): Path {
  return { states: statesUntil(story.state), defaultMonth: Infinity };
}

/** Healthy, then in the story's state for half a year up to the as-of date. */
function statesUntil(state: number): Uint8Array {
  const states = new Uint8Array(LAST_MONTH - FIRST_MONTH + 1).fill(HEALTHY);
  return states.fill(state, 1 - STATE_MONTHS - FIRST_MONTH);
}

function firmTraits(era: Era, index: number, story: FirmStory): MerchantTraits {
  const { theta, logSales, ageYears, seasonExponent } = story;
  const drawn = drawMerchant(era.draws, index);
  return { ...drawn, theta, logSales, ageYears, seasonExponent, shareBefore: 0, zeroShare: 0 };
}
