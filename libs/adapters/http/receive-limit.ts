import type { IncomingMessage, ServerResponse } from 'node:http';

/** How long a whole request may take to come in, where it is not read as it comes. */
const RECEIVE_MS = 30_000;
const TOO_LATE = 'HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';

/**
 * Ends the connection of a request whose body is not there in time: with 408, unless an answer has
 * begun. The server's own limit would hold for every route; imports may take their time.
 */
export function limitReceiving(
  request: IncomingMessage,
  response: ServerResponse,
  withinMs = RECEIVE_MS,
): void {
  if (!hasBody(request)) return;
  const timer = setTimeout(() => {
    if (request.complete) return;
    const { socket } = request;
    if (!response.headersSent) socket.write(TOO_LATE);
    socket.destroySoon();
  }, withinMs);
  timer.unref();
  const over = () => {
    clearTimeout(timer);
  };
  request.once('end', over);
  request.once('close', over);
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
