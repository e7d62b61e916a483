/** What a regression is fitted to. */
export interface LogisticProblem {
  readonly rows: number;
  /** Each [rows]. */
  readonly columns: readonly Float64Array[];
  /** Added to every row's logit, not fitted; null for none. */
  readonly offset: Float64Array | null;
  /** 0 or 1. */
  readonly bad: Uint8Array;
  /** L2 penalty: half of it times the squared coefficients is taken off the log-likelihood. */
  readonly penalty: number;
}

/** log-odds = intercept + sum of coefficient x column. */
export interface LogisticFit {
  readonly intercept: number;
  readonly coefficients: readonly number[];
}

/** Newton steps at most; a well-posed fit takes under ten. */
const STEPS_MAX = 50;
/** Halvings of a step that made things worse. */
const HALVINGS_MAX = 20;
const TOLERANCE = 1e-10;

/**
 * Penalised maximum likelihood by Newton's method, halving a step that overshoots.
 *
 * @param start near the answer, where that is known: it changes the way, not the end
 */
export function fitLogistic(problem: LogisticProblem, start?: LogisticFit): LogisticFit {
  const size = problem.columns.length + 1;
  let beta = start
    ? Float64Array.of(start.intercept, ...start.coefficients)
    : new Float64Array(size).fill(startingIntercept(problem), 0, 1);
  let now = stateAt(problem, beta);
  for (let step = 0; step < STEPS_MAX; step++) {
    const move = solve(now.hessian, now.gradient, size);
    let scale = 1;
    let tried = moved(beta, move, scale);
    let next = stateAt(problem, tried);
    for (let h = 0; h < HALVINGS_MAX && !(next.objective >= now.objective); h++) {
      scale /= 2;
      tried = moved(beta, move, scale);
      next = stateAt(problem, tried);
    }
    const gain = next.objective - now.objective;
    if (!(gain >= 0)) break;
    beta = tried;
    now = next;
    if (gain <= TOLERANCE * (1 + Math.abs(now.objective))) break;
  }
  const [intercept = 0, ...coefficients] = beta;
  return { intercept, coefficients };
}

/**
 * The same with no coefficient below zero: the most negative leaves, and the rest is fitted anew,
 * until none is. A coefficient that left is 0.
 *
 * @param near near the answer, where that is known: it changes the way, not the end
 */
export function fitNonNegative(problem: LogisticProblem, near?: LogisticFit): LogisticFit {
  let kept = problem.columns.map((_, i) => i);
  let start = near;
  for (;;) {
    const columns = kept.map((i) => problem.columns[i] ?? new Float64Array(problem.rows));
    const fit = fitLogistic({ ...problem, columns }, start);
    const lowest = Math.min(...fit.coefficients);
    if (lowest >= 0 || kept.length === 0) {
      const coefficients = problem.columns.map((_, i) => fit.coefficients[kept.indexOf(i)] ?? 0);
      return { intercept: fit.intercept, coefficients };
    }
    const leaves = fit.coefficients.indexOf(lowest);
    kept = kept.filter((_, place) => place !== leaves);
    const coefficients = fit.coefficients.filter((_, place) => place !== leaves);
    start = { intercept: fit.intercept, coefficients };
  }
}

interface State {
  readonly objective: number;
  readonly gradient: Float64Array;
  /** Of the negative objective, [size × size]. */
  readonly hessian: Float64Array;
}

function startingIntercept({ bad, offset }: LogisticProblem): number {
  if (offset) return 0;
  let bads = 0.5;
  for (const value of bad) bads += value;
  return Math.log(bads / (bad.length + 1 - bads));
}

/** Rows that are gathered at once: what is read again and again lies near. */
const BLOCK = 512;

function stateAt(problem: LogisticProblem, beta: Float64Array): State {
  const { rows, penalty } = problem;
  const size = beta.length;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const block = new Float64Array(BLOCK * size).fill(1);
  let objective = 0;
  for (let first = 0; first < rows; first += BLOCK) {
    const count = Math.min(BLOCK, rows - first);
    gather(problem.columns, block, { first, count, size });
    objective += addBlock(problem, { beta, block, first, count }, gradient, hessian);
  }
  for (let i = 1; i < size; i++) {
    const b = beta[i];
    objective -= (penalty * b * b) / 2;
    gradient[i] = gradient[i] - penalty * b;
    hessian[i * size + i] = hessian[i * size + i] + penalty;
  }
  return { objective, gradient, hessian };
}

/** Each row's values side by side, after the 1 of its intercept. */
function gather(
  columns: readonly Float64Array[],
  block: Float64Array,
  { first, count, size }: { readonly first: number; readonly count: number; readonly size: number },
): void {
  columns.forEach((column, c) => {
    for (let r = 0; r < count; r++) block[r * size + c + 1] = column[first + r];
  });
}

/** The log-likelihood of a block's rows; their gradient and the lower triangle are added. */
function addBlock(
  { offset, bad }: LogisticProblem,
  {
    beta,
    block,
    first,
    count,
  }: {
    readonly beta: Float64Array;
    readonly block: Float64Array;
    readonly first: number;
    readonly count: number;
  },
  gradient: Float64Array,
  hessian: Float64Array,
): number {
  const size = beta.length;
  let objective = 0;
  for (let r = 0; r < count; r++) {
    const at = r * size;
    let logit = offset ? offset[first + r] : 0;
    for (let c = 0; c < size; c++) logit += beta[c] * block[at + c];
    const isBad = bad[first + r];
    const e = Math.exp(-Math.abs(logit));
    const p = (logit > 0 ? 1 : e) / (1 + e);
    // ln(1 + e^logit) without overflow.
    objective += isBad * logit - Math.max(logit, 0) - Math.log(1 + e);
    const weight = p * (1 - p);
    for (let i = 0; i < size; i++) {
      const value = block[at + i];
      gradient[i] += (isBad - p) * value;
      const weighted = weight * value;
      const line = i * size;
      // The lower triangle is enough for the factor below.
      for (let j = 0; j <= i; j++) hessian[line + j] += weighted * block[at + j];
    }
  }
  return objective;
}

function moved(beta: Float64Array, move: Float64Array, scale: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(beta, (value, i) => value + scale * (move[i] ?? 0));
}

/** Solves a symmetric system by Cholesky; a pivot that vanishes is lifted, so it always solves. */
function solve(hessian: Float64Array, gradient: Float64Array, size: number): Float64Array {
  const factor = hessian.slice();
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let sum = factor[i * size + j];
      for (let k = 0; k < j; k++) sum -= factor[i * size + k] * factor[j * size + k];
      factor[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-9)) : sum / factor[j * size + j];
    }
  }
  const x = gradient.slice();
  for (let i = 0; i < size; i++) {
    let sum = x[i];
    for (let k = 0; k < i; k++) sum -= factor[i * size + k] * x[k];
    x[i] = sum / factor[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i];
    for (let k = i + 1; k < size; k++) sum -= factor[k * size + i] * x[k];
    x[i] = sum / factor[i * size + i];
  }
  return x;
}
