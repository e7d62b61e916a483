/** Cases that the example passes, one of each status. */
const TESTS = [
  {
    name: 'good',
    input: { status: 'scored', pd: 0.02 },
    expected: { decision: 'accept', apr_bps: 1290 },
  },
  {
    name: 'in default',
    input: { status: 'in_default' },
    expected: { decision: 'decline', reasons: ['delinquent-with-others'] },
  },
  {
    name: 'nothing to score',
    input: { status: 'not_scorable' },
    expected: { decision: 'refer', reasons: ['limited-credit-experience'] },
  },
];

/** A policy as small as one can be, sound in every part: what the document shows. */
export const examplePolicy = () => ({
  format: 'assay-policy@1',
  product: 'standard',
  graph: {
    nodes: [
      { id: 'in', name: 'Application and score', type: 'inputNode' },
      {
        id: 'rules',
        name: 'Rules',
        type: 'decisionTableNode',
        content: {
          hitPolicy: 'first',
          passThrough: true,
          inputs: [
            { id: 'status', name: 'Status', field: 'status' },
            { id: 'pd', name: 'Probability', field: 'pd' },
          ],
          outputs: [
            { id: 'decision', name: 'Decision', field: 'decision' },
            { id: 'apr', name: 'Rate', field: 'apr_bps' },
            { id: 'reasons', name: 'Reasons', field: 'reasons' },
          ],
          rules: [
            rule('"in_default"', '', '"decline"', '', '["delinquent-with-others"]'),
            rule('"not_scorable"', '', '"refer"', '', '["limited-credit-experience"]'),
            rule('', '> 0.15', '"decline"', '', ''),
            rule('', '', '"accept"', '1290', ''),
          ],
        },
      },
      { id: 'out', name: 'Decision', type: 'outputNode' },
    ],
    edges: [
      { id: 'e1', sourceId: 'in', targetId: 'rules' },
      { id: 'e2', sourceId: 'rules', targetId: 'out' },
    ],
  },
  tests: structuredClone(TESTS),
});

const rule = (...[status, pd, decision, apr, reasons]: readonly string[]) => ({
  status,
  pd,
  decision,
  apr,
  reasons,
});
