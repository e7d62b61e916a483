import { connect } from 'node:net';
import { connect as connectSecurely } from 'node:tls';

const ANSWER_MS_MAX = 5_000;

/** Sends one command and gives the first line of the answer; throws when it is an error. */
export async function askRedis(url: string, command: readonly string[]): Promise<string> {
  const { protocol, hostname: host, port, username, password, pathname } = new URL(url);
  const login = [...(username === '' ? [] : [username]), decodeURIComponent(password)];
  const database = pathname.slice(1);
  const commands = [
    ...(password === '' ? [] : [['AUTH', ...login]]),
    ...(database === '' ? [] : [['SELECT', database]]),
    command,
  ];
  const to = { host, port: port === '' ? 6379 : Number(port) };
  const lines = await exchange(protocol === 'rediss:', to, commands);
  const error = lines.find((line) => line.startsWith('-'));
  if (error !== undefined) throw new Error(`Redis answered ${error}`);
  return lines.at(-1) ?? '';
}

function exchange(
  secure: boolean,
  to: { readonly host: string; readonly port: number },
  commands: readonly (readonly string[])[],
): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const socket = secure ? connectSecurely({ ...to, servername: to.host }) : connect(to);
    let answer = '';
    socket.setTimeout(ANSWER_MS_MAX, () => socket.destroy(new Error('Redis does not answer')));
    socket.on('error', reject);
    socket.on('data', (text: Buffer) => {
      answer += text.toString();
      const lines = answer.split('\r\n').slice(0, -1);
      if (lines.length < commands.length) return;
      socket.destroy();
      resolve(lines.slice(0, commands.length));
    });
    socket.on('close', () => {
      reject(new Error('Redis closed the connection'));
    });
    socket.write(commands.map(encode).join(''));
  });
}

/** The protocol's own form: an array of strings with their lengths. */
const encode = (command: readonly string[]) =>
  `*${command.length}\r\n${command.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`).join('')}`;
