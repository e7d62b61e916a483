import { createTransport, type Transporter } from 'nodemailer';
import { isAddress, oneLine } from './address.js';
import { type Mail, Mailer, type MailOutcome } from './mailer.js';

/** Where mail goes and whom it comes from. */
export interface MailOptions {
  /** `smtp:` (STARTTLS where the server offers it) or `smtps:`. */
  readonly smtpUrl: string;
  /** An address, or a name and `<address>`. */
  readonly from: string;
}

const CONNECTIONS_MAX = 4;
const CONNECT_MS = 5_000;
const GREETING_MS = 5_000;
/** Silence of the server in the middle of a conversation. */
const SILENCE_MS = 15_000;
const SMTP_PORT = 25;
const SMTPS_PORT = 465;
/** A reply of 5yz: no repeat will help. @source RFC 5321, section 4.2.1 */
const PERMANENT = 500;

/** Sends by SMTP, over a few connections that stay open. */
export class SmtpMailer extends Mailer {
  private readonly transport: Transporter;
  private readonly host: string;

  constructor(private readonly options: MailOptions) {
    super();
    this.transport = createTransport(transportOptions(options.smtpUrl));
    this.host = /@([^\s@>]+)>?$/.exec(options.from)?.[1] ?? 'localhost';
  }

  async send(mail: Mail): Promise<MailOutcome> {
    if (!isAddress(mail.to)) return 'refused';
    try {
      await this.transport.sendMail({
        from: this.options.from,
        to: { name: '', address: mail.to },
        messageId: `<${mail.id}@${this.host}>`,
        subject: oneLine(mail.subject),
        text: mail.text,
        html: mail.html,
        headers: { 'Content-Language': mail.locale, 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return 'sent';
    } catch (fault) {
      if (isRefusal(fault)) return 'refused';
      throw fault;
    }
  }

  /** Closes the open connections. */
  close(): void {
    this.transport.close();
  }
}

function transportOptions(smtpUrl: string) {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const secure = protocol === 'smtps:';
  return {
    host: hostname.replaceAll(/[[\]]/g, ''),
    port: port === '' ? (secure ? SMTPS_PORT : SMTP_PORT) : Number(port),
    secure,
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    pool: true,
    maxConnections: CONNECTIONS_MAX,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: GREETING_MS,
    socketTimeout: SILENCE_MS,
  } as const;
}

/** Refusals of the mail itself; of our log-in (EAUTH) none is the recipient's. */
function isRefusal(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false;
  const { code, responseCode } = fault as {
    readonly code?: string;
    readonly responseCode?: number;
  };
  const ofMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  return ofMail && responseCode !== undefined && responseCode >= PERMANENT;
}
