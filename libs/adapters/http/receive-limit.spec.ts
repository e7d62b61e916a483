import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { limitReceiving } from './receive-limit.js';

const WITHIN_MS = 100;

let server: Server;
beforeAll(async () => {
  server = createServer((incoming, answer) => {
    limitReceiving(incoming, answer, WITHIN_MS);
    incoming.resume().once('end', () => setTimeout(() => answer.end('whole'), 2 * WITHIN_MS));
  });
  server.requestTimeout = 0;
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => server.close());

const port = () => (server.address() as AddressInfo).port;

/** Who is hurt: everybody, when a few who send a byte a minute hold all the connections. */
it('ends a request whose body does not come in time with 408', async () => {
  const socket = connect(port(), '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n12345');
  let said = '';
  socket.on('data', (bytes) => (said += bytes.toString()));
  await once(socket, 'close');
  expect(said).toMatch(/^HTTP\/1\.1 408 /);
});

/** Who is hurt: whoever asks what takes long, if the time to answer counted as time to receive. */
it.each(['GET', 'POST'])(
  'leaves a %s that came in time alone, however long its answer takes',
  async (method) => {
    const sent = request({ port: port(), host: '127.0.0.1', method });
    sent.end(method === 'POST' ? 'whole' : undefined);
    const [answer] = await once(sent, 'response');
    expect(answer.statusCode).toBe(200);
    answer.resume();
  },
);
