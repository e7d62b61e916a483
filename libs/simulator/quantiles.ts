import { exp, ln, squareRoot } from './elementary.js';

// Taken once: in a realm of its own, as tests have, each look at a global is slow.
const { floor, max } = Math;

const CENTRE = [
  3.387132872796366608, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
  4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4,
  2.5090809287301226727e3,
];
const CENTRE_BELOW = [
  1, 4.2313330701600911252e1, 6.871870074920579083e2, 5.3941960214247511077e3,
  2.1213794301586595867e4, 3.930789580009271061e4, 2.8729085735721942674e4, 5.226495278852854561e3,
];
const TAIL = [
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
  1.27045825245236838258, 2.4178072517745061177e-1, 2.27238449892691845833e-2,
  7.7454501427834140764e-4,
];
const TAIL_BELOW = [
  1, 2.05319162663775882187, 1.6763848301838038494, 6.8976733498510000455e-1,
  1.4810397642748007459e-1, 1.51986665636164571966e-2, 5.475938084995344946e-4,
  1.05075007164441684324e-9,
];
const FAR = [
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 2.9656057182850489123e-1,
  2.6532189526576123093e-2, 1.2426609473880784386e-3, 2.71155556874348757815e-5,
  2.01033439929228813265e-7,
];
const FAR_BELOW = [
  1, 5.9983220655588793769e-1, 1.3692988092273580531e-1, 1.48753612908506148525e-2,
  7.868691311456132591e-4, 1.8463183175100546818e-5, 1.4215117583164458887e-7,
  2.04426310338993978564e-15,
];

/**
 * The standard normal value below which a share p in (0, 1) lies, to about 16 digits.
 *
 * @source Wichura: Algorithm AS 241, Applied Statistics 37 (1988), PPND16
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE, r)) / polynomial(CENTRE_BELOW, r);
  }
  const r = squareRoot(-ln(q < 0 ? p : 1 - p));
  const z =
    r <= 5
      ? polynomial(TAIL, r - 1.6) / polynomial(TAIL_BELOW, r - 1.6)
      : polynomial(FAR, r - 5) / polynomial(FAR_BELOW, r - 5);
  return q < 0 ? -z : z;
}

function polynomial(c: readonly number[], x: number): number {
  const high = ((c[7]! * x + c[6]!) * x + c[5]!) * x + c[4]!;
  return (((high * x + c[3]!) * x + c[2]!) * x + c[1]!) * x + c[0]!;
}

/** Above this mean a Poisson number is a rounded normal one. */
const POISSON_EXACT_MAX = 40;
const POISSON_COUNT_MAX = 200;

/** The Poisson count at the share p: by inversion up to a mean of 40, a rounded normal beyond. */
export function poissonQuantile(p: number, mean: number): number {
  if (mean > POISSON_EXACT_MAX)
    return max(0, floor(mean + squareRoot(mean) * normalQuantile(p) + 0.5));
  let mass = exp(-mean);
  let below = mass;
  let count = 0;
  while (p > below && count < POISSON_COUNT_MAX) {
    count += 1;
    mass *= mean / count;
    below += mass;
  }
  return count;
}
