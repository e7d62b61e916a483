export type { CaughtMail } from './caught-mail.js';
export { type MailCatcher, type MailCatcherOptions, startMailCatcher } from './mail-catcher.js';
