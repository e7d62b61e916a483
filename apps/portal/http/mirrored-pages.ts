import type { FastifyInstance } from 'fastify';

/** The tag under which a page is asked for mirrored: the pseudo-locale of right-to-left scripts. */
const PSEUDO_LOCALE = 'ar-XB';
/** Letters that carry marks, so that a word that was not rendered as a text is seen. */
const MARKED: Readonly<Record<string, string>> = {
  ...{ a: 'á', e: 'é', i: 'í', o: 'ö', u: 'ü', c: 'ç', n: 'ñ', y: 'ý' },
  ...{ A: 'Á', E: 'É', I: 'Í', O: 'Ö', U: 'Ü', C: 'Ç', N: 'Ñ', Y: 'Ý' },
};
/** How much longer than English a language may be. */
const LONGER_BY = 0.35;
/** Writes what is between them from right to left, whatever its script. */
const [OVERRIDE, END] = ['\u202e', '\u202c'];

/**
 * Shows any page from right to left, marked and a third longer, where its address says
 * `lang=ar-XB`. For tests alone: no language of ours is written so yet, and pages must be ready.
 */
export function addMirroredPages(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const asked = new URL(request.url, 'http://local').searchParams.get('lang') === PSEUDO_LOCALE;
    const isPage = String(reply.getHeader('content-type')).startsWith('text/html');
    done(null, asked && isPage && typeof payload === 'string' ? mirrored(payload) : payload);
  });
}

/** The page in the pseudo-locale. */
export const mirrored = (page: string): string =>
  page
    .replace(/<html [^>]*>/, `<html lang="${PSEUDO_LOCALE}" dir="rtl">`)
    .replace(/>([^<]*[a-z][^<]*)</gi, (_, text: string) => `>${pseudo(text)}<`);

function pseudo(text: string): string {
  // What stands for a character is left whole.
  const marked = text
    .split(/(&[^;]+;)/)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/[a-z]/gi, (one) => MARKED[one] ?? one)))
    .join('');
  const more = '·'.repeat(Math.ceil(text.length * LONGER_BY)).replace(/·{6}/g, '·····\u200b');
  return `${OVERRIDE}${marked}${more}${END}`;
}
