import { isIP } from 'node:net';
import { z } from 'zod';

/** A whole number in [min, max]. */
export const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^-?\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(min).max(max));

/** An address of one of the schemes. */
export const url = (schemes: readonly string[]) =>
  z.string().refine((text) => schemes.includes(schemeOf(text)), {
    error: `must be a URL that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
  });

const schemeOf = (text: string) => (URL.canParse(text) ? new URL(text).protocol : '');

/** Scheme, host and port, and no more. */
export const origin = () =>
  z.string().refine((text) => URL.canParse(text) && new URL(text).origin === text, {
    error: 'must be an origin such as https://api.example.org, without a path or a final slash',
  });

/** Whether a text is an IP address, or one with the bits of its network. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
  );
}

/** The address of a PostgreSQL. */
export const postgres = () => url(['postgres:', 'postgresql:']);
/** A port to listen on. */
export const port = () => whole(1, 65_535);

/** Bytes. */
export const GiB = 1024 ** 3;
/** Bytes. */
export const MiB = 1024 ** 2;
/** A day. */
export const DAY_MS = 86_400_000;
