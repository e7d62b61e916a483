/** A LightGBM text model of one tree over two features of persons, as `save_model` writes it. */
const TREE = `Tree=0
num_leaves=3
num_cat=0
split_feature=0 1
threshold=0.5 30.5
decision_type=10 10
left_child=-1 -2
right_child=1 -3
leaf_value=-3.5 -2 -0.5
leaf_count=900 70 30
internal_count=1000 100
is_linear=0


`;
const FILE = `tree
version=v4
num_class=1
num_tree_per_iteration=1
label_index=0
max_feature_idx=1
objective=binary sigmoid:1
feature_names=late_instalments_6m worst_days
feature_infos=[0:6] [0:180]
tree_sizes=${String(TREE.length)}

${TREE}end of trees

parameters:
[boosting: gbdt]
end of parameters

pandas_categorical:null
`;

/** Trees as a lender brings them: what is left out has defaults; rows that they must reproduce. */
export function exampleTrees() {
  return {
    artefact: {
      format: 'assay-trees@1',
      kind: 'person',
      event: '90 days late',
      horizonMonths: 12,
      population: 'customers with an instalment plan',
      baseRate: 0.03,
      provenance: {
        trainer: 'LightGBM 4.6',
        trainedAsOf: '2025-11-01T00:00:00.000Z',
        dataHash: null,
      },
      file: { format: 'lightgbm-text', base64: Buffer.from(FILE).toString('base64') },
      columns: [{ column: 'worst_days', feature: 'worst_days_late_12m' }],
    },
    golden_rows: {
      of: 'margin',
      rows: [
        [0, 0],
        [2, 45],
        [1, null],
      ],
      expected: [-3.5, -0.5, -2],
    },
  };
}
