// Taken once: in a realm of its own, as tests have, each look at a global is slow.
const { floor } = Math;

/**
 * Elementary functions made of + - x ÷ alone. ECMAScript leaves the bits of Math.exp and its kin to
 * the engine, and the same seed must give the same bytes everywhere.
 */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const LOG2_E = 1.4426950408889634;
const TURN = 6.283185307179586;

const POWERS_MIN = -1074;
const POWERS = powersOfTwo();

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(1024 - POWERS_MIN);
  let up = 1;
  let down = 1;
  for (let k = 0; k < 1024; k++, up *= 2) powers[k - POWERS_MIN] = up;
  for (let k = 0; k >= POWERS_MIN; k--, down /= 2) powers[k - POWERS_MIN] = down;
  return powers;
}

/** e to the x, to about one unit in the last place; 0 below -708, infinite above 709. */
export function exp(x: number): number {
  if (x > 709) return Infinity;
  if (x < -708) return 0;
  const k = floor(x * LOG2_E + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t *
              (0.00006613756321437934 +
                t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  return y * POWERS[k - POWERS_MIN];
}

/** Natural logarithm, to about one unit in the last place; -infinite at 0, NaN below. */
export function ln(x: number): number {
  if (x <= 0) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  let mantissa = x;
  let exponent = 0;
  for (let step = 512; step >= 1; step /= 2) {
    if (mantissa >= POWERS[step - POWERS_MIN]) {
      mantissa *= POWERS[-step - POWERS_MIN];
      exponent += step;
    } else if (mantissa < POWERS[1 - step - POWERS_MIN]) {
      mantissa *= POWERS[step - POWERS_MIN];
      exponent -= step;
    }
  }
  if (mantissa > 1.4142135623730951) {
    mantissa /= 2;
    exponent += 1;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const z = s * s;
  let series = 0;
  for (let n = 23; n >= 3; n -= 2) series = z * (series + 1 / n);
  return exponent * LN2_HIGH + (2 * s + (2 * s * series + exponent * LN2_LOW));
}

/** Square root of a number >= 0. */
export function squareRoot(x: number): number {
  if (x === 0 || x === Infinity) return x;
  const y = exp(0.5 * ln(x));
  const closer = 0.5 * (y + x / y);
  return 0.5 * (closer + x / closer);
}

/** Sine of a number of turns (1 = a full circle). */
export function sineOfTurns(turns: number): number {
  const x = (turns - floor(turns + 0.5)) * TURN;
  const z = x * x;
  let series = 1;
  for (let n = 28; n >= 2; n -= 2) series = 1 - (z / (n * (n + 1))) * series;
  return x * series;
}

/** 1 / (1 + e^-x). */
export function logistic(x: number): number {
  return 1 / (1 + exp(-x));
}
