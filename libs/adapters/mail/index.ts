export { isAddress } from './address.js';
export { MailModule } from './mail.module.js';
export { type Mail, Mailer, type MailOutcome } from './mailer.js';
export { type MailOptions, SmtpMailer } from './smtp-mailer.js';
