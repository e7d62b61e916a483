import type { ProblemTexts } from './problem-text.js';

/** The titles of what `models` refuses. */
export const MODELS_PROBLEMS = {
  'model-artefact-unsound': {
    en: 'The artefact is not a sound model. The path names the offending place.',
    zh: '该模型文件不合规范，路径指出了有问题的位置。',
  },
  'model-features-unknown': {
    en: 'The artefact uses a feature that is not offered here, or defines one otherwise.',
    zh: '该模型使用了此处未提供的特征，或对特征的定义不同。',
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
} as const satisfies ProblemTexts;
