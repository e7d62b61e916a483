import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { Inbox } from './caught-mail.js';
import { serveInbox } from './serve-inbox.js';

/** Where the catcher listens; port 0 takes any that is free. */
export interface MailCatcherOptions {
  readonly host: string;
  readonly smtpPort: number;
  readonly httpPort: number;
}

/** A running catcher. */
export interface MailCatcher {
  readonly smtpUrl: string;
  readonly inboxUrl: string;
  close(): Promise<void>;
}

const SIZE_MAX_BYTES = 2 ** 20;

/**
 * Takes every mail by SMTP and delivers none: for development and tests.
 *
 * `inboxUrl` is a page; beside it `GET /api/messages?to=&after=&wait_ms=` gives JSON.
 * Rejects when a port is taken.
 */
export async function startMailCatcher(options: MailCatcherOptions): Promise<MailCatcher> {
  const { host, smtpPort, httpPort } = options;
  const inbox = new Inbox();
  const smtp = smtpServer(inbox);
  const http = createServer((request, response) => void serveInbox(inbox, request, response));
  await listening(smtp.server, () => smtp.listen(smtpPort, host));
  try {
    await listening(http, () => http.listen(httpPort, host));
  } catch (fault) {
    await closed(smtp);
    throw fault;
  }
  return {
    smtpUrl: `smtp://${authority(smtp.server.address() as AddressInfo)}`,
    inboxUrl: `http://${authority(http.address() as AddressInfo)}`,
    close: async () => {
      http.closeAllConnections();
      await Promise.all([closed(smtp), new Promise((resolve) => http.close(resolve))]);
    },
  };
}

function smtpServer(inbox: Inbox): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: SIZE_MAX_BYTES,
    onData: (stream, session, done) => {
      receive(inbox, stream, session).then(
        () => done(),
        (fault: unknown) => done(fault instanceof Error ? fault : new Error(String(fault))),
      );
    },
  });
  // A client that goes away in the middle is no fault of ours.
  server.on('error', () => undefined);
  return server;
}

async function receive(
  inbox: Inbox,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<void> {
  const mail = await simpleParser(stream);
  if (stream.sizeExceeded)
    throw Object.assign(new Error('The message is too large'), { responseCode: 552 });
  inbox.keep({
    from: mail.from?.text ?? '',
    to: session.envelope.rcptTo.map(({ address }) => address.toLowerCase()),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html === false ? '' : (mail.html ?? ''),
    messageId: mail.messageId ?? '',
    receivedAt: new Date().toISOString(),
  });
}

async function listening(server: NetServer, listen: () => void): Promise<void> {
  const listened = once(server, 'listening');
  listen();
  await listened;
}

const closed = (server: SMTPServer) =>
  new Promise<void>((resolve) => {
    server.close(resolve);
  });

const authority = ({ address, family, port }: AddressInfo) =>
  `${family === 'IPv6' ? `[${address}]` : address}:${String(port)}`;
