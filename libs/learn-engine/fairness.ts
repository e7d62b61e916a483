import { ascending } from './metrics.js';

/** What a cut-off does to one group. */
export interface GroupOutcome {
  readonly group: string;
  readonly rows: number;
  readonly bads: number;
  readonly badRate: number;
  readonly meanPd: number;
  /** Of the group, the share that is not refused. */
  readonly acceptedShare: number;
  /** Adverse impact ratio: the accepted share over that of the reference group; null without. */
  readonly air: number | null;
}

/** Outcomes by group, the largest first; the largest is the reference. */
export interface FairnessTable {
  readonly reference: string;
  readonly refusedShare: number;
  readonly groups: readonly GroupOutcome[];
}

/** What a fairness table is made of; arrays are [rows]. */
export interface FairnessInput {
  /** The attribute's value; null: not known, a group of its own named `unknown`. */
  readonly groups: readonly (string | null)[];
  readonly pd: Float64Array;
  readonly bad: Uint8Array;
  /** The riskiest share that is refused. */
  readonly refusedShare: number;
}

/**
 * What refusing the riskiest share would do to each group.
 *
 * Those who score alike are treated alike: where the cut falls among equals, none of them is
 * refused.
 */
export function fairnessTable(input: FairnessInput): FairnessTable {
  const { groups, pd, bad, refusedShare } = input;
  const cut = refusalCut(pd, refusedShare);
  const sums = new Map<string, { rows: number; bads: number; pd: number; accepted: number }>();
  groups.forEach((label, r) => {
    const group = label ?? 'unknown';
    const sum = sums.get(group) ?? { rows: 0, bads: 0, pd: 0, accepted: 0 };
    const risk = pd[r] ?? 0;
    sum.rows++;
    sum.bads += bad[r] ?? 0;
    sum.pd += risk;
    if (risk <= cut) sum.accepted++;
    sums.set(group, sum);
  });
  const ordered = [...sums].sort(([a, x], [b, y]) => y.rows - x.rows || (a < b ? -1 : 1));
  const first = ordered.at(0)?.[1];
  const base = first ? first.accepted / first.rows : 0;
  return {
    reference: ordered.at(0)?.[0] ?? '',
    refusedShare,
    groups: ordered.map(([group, { rows, bads, pd: risk, accepted }]) => ({
      group,
      rows,
      bads,
      badRate: bads / rows,
      meanPd: risk / rows,
      acceptedShare: accepted / rows,
      air: base > 0 ? accepted / rows / base : null,
    })),
  };
}

/** The highest PD that is accepted when at most `share` of the rows are refused. */
function refusalCut(pd: Float64Array, share: number): number {
  const refused = Math.floor(share * pd.length);
  const at = ascending(pd).at(pd.length - refused - 1);
  return at === undefined || refused >= pd.length ? -Infinity : pd[at];
}
