export { isAddress } from './address.js';
export type { CaughtMail } from './caught-mail.js';
export { MailModule } from './mail.module.js';
export { type MailCatcher, type MailCatcherOptions, startMailCatcher } from './mail-catcher.js';
export { type Mail, Mailer, type MailOutcome } from './mailer.js';
export { type MailOptions, SmtpMailer } from './smtp-mailer.js';
