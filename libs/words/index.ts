export { formatValue, sayFeature } from './features.js';
export {
  formatDate,
  formatInstant,
  formatList,
  formatMoney,
  formatNumber,
  formatPercent,
  formatShortDate,
  formatSigned,
  formatSpan,
  formatTime,
} from './format.js';
export { directionOf, isLocale, type Locale, LOCALES, preferredLocale } from './locale.js';
export {
  codeMail,
  type CodeFacts,
  grantReceiptMail,
  type Institution,
  type MailText,
  type ReceiptFacts,
  sayFrequency,
  withdrawalReceiptMail,
} from './mails.js';
export {
  ADVERSE_ACTIONS,
  type AdverseActionCode,
  isAdverseAction,
  sayAdverseAction,
} from './adverse-actions.js';
export { type ProblemCode, PROBLEMS } from './problems/index.js';
export { sayReason } from './reasons.js';
export { isProblemCode, type MessageId, type ParamsOf, say, sayProblem } from './say.js';
