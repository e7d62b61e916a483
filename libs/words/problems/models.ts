import type { ProblemTexts } from './problem-text.js';

/** The titles of what `models` refuses. */
export const MODELS_PROBLEMS = {
  'calibration-not-rising': {
    en: 'Your outcomes do not rise with what the model says, so no map of it can be fitted to them.',
    zh: '您的实际结果并不随模型判断的风险升高，因此无法据此拟合校准。',
  },
  'calibration-too-few-bads': {
    en: 'Too few of your own subjects are known to have gone bad. At least 100 are needed.',
    zh: '您的对象中已知违约者过少，至少需要 100 例。',
  },
  'deployment-nothing-before': {
    en: 'There is no deployment before this one to go back to.',
    zh: '此前没有可恢复的部署。',
  },
  'deployment-proposal-approved': {
    en: 'This proposal is approved already. The version that it became is named.',
    zh: '该部署提案已获批准，已列出其生效的版本。',
  },
  'deployment-proposal-lapsed': {
    en: 'Nobody approved this proposal in time. Propose it anew.',
    zh: '该部署提案未在期限内获批，请重新提出。',
  },
  'deployment-proposal-not-found': {
    en: 'There is no such proposal.',
    zh: '没有找到该部署提案。',
  },
  'deployment-same-person': {
    en: 'Whoever proposes a deployment cannot approve it: that takes another person.',
    zh: '提出部署的人不能自行批准，须由另一人批准。',
  },
  'deployment-stale': {
    en: 'Another deployment is in force by now. Look at it, and propose or roll back anew.',
    zh: '当前生效的部署已发生变化，请查看后重新提出或回退。',
  },
  'deployment-unsound': {
    en: 'The deployment does not make sense. The path names the offending place.',
    zh: '该部署方案不合理，路径指出了有问题的位置。',
  },
  'golden-row-missed': {
    en: 'The model does not give the number that came with this golden row. Nothing was kept.',
    zh: '模型对该基准行给出的结果与所附数值不一致，未保存任何内容。',
  },
  'golden-rows-unsound': {
    en: 'Golden rows are missing, or do not fit the model. The path names the offending place.',
    zh: '缺少基准行，或基准行与模型不符，路径指出了有问题的位置。',
  },
  'model-artefact-unsound': {
    en: 'The artefact is not a sound model. The path names the offending place.',
    zh: '该模型文件不合规范，路径指出了有问题的位置。',
  },
  'model-attribute-prohibited': {
    en: 'The model weighs an attribute that the law forbids to weigh. Attribute and rule are named.',
    zh: '模型使用了法律禁止作为依据的属性，已列出该属性及相应规定。',
  },
  'model-attribute-studied': {
    en: 'The model weighs an attribute that is held for study alone. It cannot be deployed.',
    zh: '模型使用了仅供研究的属性，不能部署。',
  },
  'model-features-unknown': {
    en: 'The artefact uses a feature that is not offered here, or defines one otherwise.',
    zh: '该模型使用了此处未提供的特征，或对特征的定义不同。',
  },
  'model-kind-differs': {
    en: 'The models of a deployment score one kind of subject. The path names the one that differs.',
    zh: '同一部署中的模型须面向同一类对象，路径指出了不一致的模型。',
  },
  'model-malformed': {
    en: 'The model file breaks its own format. The path names the offending place.',
    zh: '模型文件不符合其自身格式，路径指出了有问题的位置。',
  },
  'model-needs-cluster': {
    en: 'The model gives no score where the borrower withheld data that it reads.',
    zh: '借款人未授权该模型所需的数据，因此模型不给出评分。',
  },
  'model-not-deployed': {
    en: 'No model is deployed for this kind of subject. Deploy one first.',
    zh: '尚未为此类对象部署模型，请先部署。',
  },
  'model-not-found': {
    en: 'There is no such model.',
    zh: '没有找到该模型。',
  },
  'model-recipient-unknown': {
    en: 'There is no recipient of that name.',
    zh: '没有找到该名称的接收机构。',
  },
  'model-scale-unsound': {
    en: 'The scale does not make sense: the largest score must be above the smallest.',
    zh: '评分刻度不合理：最高分必须大于最低分。',
  },
  'model-too-large': {
    en: 'The model is beyond a bound of what is read. The path names the place, the detail the bound.',
    zh: '模型超出了可读取的上限，路径指出位置，说明中给出上限。',
  },
  'model-unsupported': {
    en: 'The model file uses what could only be approximated here. The path names the place.',
    zh: '模型文件使用了此处只能近似处理的内容，路径指出了位置。',
  },
} as const satisfies ProblemTexts;
