import type { Link } from './tree-model.js';

/** What a model's sum stands for: the log-odds, where its link is `sigmoid`. */
export function linked({ slope, divisor }: Link, margin: number): number {
  return slope * (margin / divisor);
}

/** What the source library answers for a margin: a probability, or the value itself. */
export function outputOf(link: Link, margin: number): number {
  const value = linked(link, margin);
  return link.kind === 'sigmoid' ? 1 / (1 + Math.exp(-value)) : value;
}
