import { err, ok, type Result } from '#kernel';
import type { Policy, PolicyNode } from './shape.js';

/** A fault of a policy, and where it lies. */
export interface PolicyFault {
  readonly path: string;
  readonly detail: string;
}

/** A node, its place in the list, and the nodes whose answers reach it. */
export interface Placed {
  readonly node: PolicyNode;
  readonly at: number;
  readonly before: readonly string[];
}

/**
 * Puts the nodes in an order in which each follows those that it reads from, or says why there is
 * none: one way in, one way out, no way round, nothing that is on no way from one to the other.
 */
export function orderOf({ graph }: Policy): Result<readonly Placed[], PolicyFault> {
  const fault = endsFault(graph.nodes) ?? edgesFault(graph);
  if (fault) return err(fault);
  const placed = place(graph);
  if (placed.length < graph.nodes.length)
    return err({ path: 'graph.edges', detail: 'the graph goes round in a circle' });
  const leading = new Set(graph.edges.map(({ sourceId }) => sourceId));
  const lost = placed.find(
    ({ node, before }) =>
      (node.type !== 'inputNode' && before.length === 0) ||
      (node.type !== 'outputNode' && !leading.has(node.id)),
  );
  if (!lost) return ok(placed);
  const detail = lost.before.length === 0 ? 'nothing leads here' : 'leads nowhere';
  return err({ path: `graph.nodes.${String(lost.at)}`, detail });
}

type Graph = Policy['graph'];

function endsFault(nodes: Graph['nodes']): PolicyFault | undefined {
  const path = 'graph.nodes';
  if (new Set(nodes.map(({ id }) => id)).size < nodes.length)
    return { path, detail: 'an id is there twice' };
  const end = (['inputNode', 'outputNode'] as const).find(
    (type) => nodes.filter((node) => node.type === type).length !== 1,
  );
  return end && { path, detail: `there must be one ${end}` };
}

function edgesFault({ nodes, edges }: Graph): PolicyFault | undefined {
  const known = new Map(nodes.map((node) => [node.id, node]));
  for (const [at, edge] of edges.entries()) {
    const detail = edgeFault(edge, known.get(edge.sourceId), known.get(edge.targetId));
    if (detail !== undefined) return { path: `graph.edges.${String(at)}`, detail };
  }
  return undefined;
}

/** Nodes whose every source is placed, round after round; those of a circle are left over. */
function place({ nodes, edges }: Graph): Placed[] {
  const placed: Placed[] = [];
  const done = new Set<string>();
  for (let round = 0; round < nodes.length; round++)
    for (const [at, node] of nodes.entries()) {
      const sources = edges.filter(({ targetId }) => targetId === node.id);
      const before = [...new Set(sources.map(({ sourceId }) => sourceId))];
      if (done.has(node.id) || !before.every((id) => done.has(id))) continue;
      placed.push({ node, at, before });
      done.add(node.id);
    }
  return placed;
}

function edgeFault(
  edge: Policy['graph']['edges'][number],
  source: PolicyNode | undefined,
  target: PolicyNode | undefined,
): string | undefined {
  if (!source || !target) return 'leads from or to a node that is not there';
  if (source.type === 'outputNode' || target.type === 'inputNode') return 'leads the wrong way';
  if (source.type !== 'switchNode')
    return edge.sourceHandle === undefined ? undefined : 'only a switch has several ways out';
  return source.content.statements.some(({ id }) => id === edge.sourceHandle)
    ? undefined
    : 'names no statement of its switch';
}
