import { SmtpMailer } from '#adapters/mail';
import { type CaughtMail, startMailCatcher } from '#adapters/mail-catcher';

const mail = {
  id: 'event-1',
  to: 'Mei.Chen@mail.invalid',
  subject: 'Hello\r\nBcc: eve@mail.invalid',
  text: 'See https://consent.example/consents/1 <b>now</b>\n',
  html: '<p>Hello</p><script>alert(1)</script>',
  locale: 'en',
};

async function caught() {
  const catcher = await startMailCatcher({ host: '127.0.0.1', smtpPort: 0, httpPort: 0 });
  const mailer = new SmtpMailer({
    smtpUrl: catcher.smtpUrl,
    from: 'Assay <no-reply@assay.invalid>',
  });
  const close = async () => {
    mailer.close();
    await catcher.close();
  };
  const get = (path: string) => fetch(catcher.inboxUrl + path);
  const list = async (query: string) =>
    (await (await get(`/api/messages?${query}`)).json()) as CaughtMail[];
  return { mailer, catcher, get, list, close };
}

/** Whoever names an institution must not address mail to others. */
it('delivers to the one recipient named, under an id that a repeat keeps', async () => {
  const { mailer, list, close } = await caught();
  expect(await mailer.send(mail)).toBe('sent');
  expect(await mailer.send({ ...mail, text: 'again' })).toBe('sent');
  const mails = await list('to=mei.chen@MAIL.invalid');
  expect(mails).toMatchObject([
    {
      id: 1,
      to: ['mei.chen@mail.invalid'],
      subject: 'Hello Bcc: eve@mail.invalid',
      messageId: '<event-1@assay.invalid>',
    },
    { id: 2, messageId: '<event-1@assay.invalid>' },
  ]);
  expect(await list('to=eve@mail.invalid')).toEqual([]);
  await close();
});

it.each(['eve@mail.invalid, mei@mail.invalid', 'eve', 'e@m.invalid\r\nCc: mei@mail.invalid'])(
  'refuses what is not one address: %j',
  async (to) => {
    const { mailer, list, close } = await caught();
    expect(await mailer.send({ ...mail, to })).toBe('refused');
    expect(await list('')).toEqual([]);
    await close();
  },
);

it('throws where the server cannot be reached, so that the mail is tried again', async () => {
  const { mailer, catcher, close } = await caught();
  await catcher.close();
  await expect(mailer.send(mail)).rejects.toThrow();
  await close();
});

it('lets a test wait for a mail, and answers empty when none came', async () => {
  const { mailer, list, close } = await caught();
  const waiting = list('to=mei.chen@mail.invalid&wait_ms=10000');
  await mailer.send(mail);
  expect(await waiting).toHaveLength(1);
  expect(await list('after=1&wait_ms=20')).toEqual([]);
  await close();
});

it('shows what came in as text, and never runs it', async () => {
  const { mailer, get, close } = await caught();
  await mailer.send({ ...mail, subject: '<img src=x onerror=alert(1)>' });
  const inbox = await (await get('/')).text();
  expect(inbox).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(inbox).not.toContain('<img');
  const page = await (await get('/messages/1')).text();
  expect(page).toContain('<a href="https://consent.example/consents/1">');
  expect(page).toContain('&lt;b&gt;now&lt;/b&gt;');
  const html = await get('/messages/1/html');
  expect(html.headers.get('content-security-policy')).toMatch(
    /^sandbox allow-popups; default-src 'none'/,
  );
  expect((await get('/messages/2')).status).toBe(404);
  await close();
});

it('says that a port is taken', async () => {
  const { catcher, close } = await caught();
  const smtpPort = Number(new URL(catcher.smtpUrl).port);
  await expect(
    startMailCatcher({ host: '127.0.0.1', smtpPort, httpPort: 0 }),
  ).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await close();
});
