import { STREAM, type Draws } from './draws.js';
import type { Footprint } from './world-types.js';

// No real people: names of syllables, and mail that cannot be sent.
const FAMILY = [
  'Bao',
  'Deng',
  'Fei',
  'Guan',
  'Hou',
  'Jin',
  'Kang',
  'Lu',
  'Mei',
  'Ning',
  'Pan',
  'Qiu',
  'Ren',
  'Shu',
  'Tao',
  'Wen',
  'Xie',
  'Yao',
  'Zhan',
  'Zou',
];
const SYLLABLES = [
  'an',
  'bei',
  'chen',
  'dao',
  'fan',
  'gao',
  'heng',
  'jia',
  'kai',
  'lan',
  'mo',
  'nian',
  'ou',
  'pei',
  'qing',
  'rui',
  'shan',
  'tian',
  'wei',
  'xin',
  'yi',
  'zhe',
];
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const TRADES = ['Trading', 'Goods', 'Store', 'Supply', 'House', 'Market', 'Works', 'Studio'];
const NUMBER_DIGITS = 9;

/** A local number as an institution writes it, e.g. `S-012345678`. */
export function referenceOf(prefix: string, number: number): string {
  return `${prefix}-${String(number).padStart(NUMBER_DIGITS, '0')}`;
}

/** The local number in a reference; null when it is not of this prefix. */
export function numberIn(prefix: string, reference: string): number | null {
  const match = /^([A-Z]+)-(\d{9})$/.exec(reference);
  return match?.[1] === prefix ? Number(match[2]) : null;
}

/** Family name and given name of person `index`. */
export function personName(draws: Draws, index: number): string {
  draws.at(STREAM.name, index);
  return drawName(draws);
}

/** A name from the numbers at hand. */
export function drawName(draws: Draws): string {
  const family = pick(FAMILY, draws.uniform());
  const first = pick(SYLLABLES, draws.uniform());
  const second = draws.chance(0.6) ? pick(SYLLABLES, draws.uniform()) : '';
  return `${family} ${first[0].toUpperCase()}${first.slice(1)}${second}`;
}

/** The name of a firm. */
export function firmName(draws: Draws, index: number): string {
  draws.at(STREAM.merchantName, index);
  const first = pick(SYLLABLES, draws.uniform());
  const second = pick(SYLLABLES, draws.uniform());
  const name = `${first[0].toUpperCase()}${first.slice(1)}${second}`;
  return `${name} ${pick(TRADES, draws.uniform())}`;
}

/** A mail address as the footprint says it; unique, because it holds the local number in letters. */
export function personEmail(name: string, number: number, footprint: Footprint): string {
  const letters = inLetters(number);
  const own = footprint.nameInMail ? `${name.toLowerCase().replace(' ', '.')}.${letters}` : letters;
  const digits = footprint.digitInMail ? String((number % 90) + 10) : '';
  return `${own}${digits}@${footprint.host}.invalid`;
}

/** A firm's address. */
export function firmEmail(name: string, number: number): string {
  return `office@${name.toLowerCase().replace(' ', '-')}-${inLetters(number)}.invalid`;
}

/** A number in letters, no two alike. */
export function inLetters(number: number): string {
  let text = '';
  let left = number;
  do {
    text = LETTERS[left % LETTERS.length] + text;
    left = Math.floor(left / LETTERS.length);
  } while (left > 0);
  return text;
}

function pick(from: readonly string[], u: number): string {
  return from[Math.floor(u * from.length)];
}
