import { isId } from '#kernel';
import { Refused } from '#adapters/http';
import type { EventPlace } from '#audit';
import { cursorOf, partsOfCursor } from '../schema/page.js';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The cursor of a place in a log. */
export const cursorOfPlace = ({ at, id }: EventPlace): string => cursorOf([at.toISOString(), id]);

/** The place of a cursor; undefined when it is none of ours. */
export function placeOfCursor(cursor: string): EventPlace | undefined {
  const [at = '', id = ''] = partsOfCursor(cursor, 2) ?? [];
  if (!INSTANT.test(at) || Number.isNaN(Date.parse(at)) || !isId(id)) return undefined;
  return { at: new Date(at), id };
}

/**
 * The place from which a page goes on; undefined for the first page.
 *
 * @throws Refused for what is no cursor
 */
export function placeAfter(cursor: string | undefined): EventPlace | undefined {
  if (cursor === undefined) return undefined;
  const place = placeOfCursor(cursor);
  if (place) return place;
  const detail = 'must be a cursor of an earlier page';
  throw new Refused(400, 'input-invalid', {
    errors: [{ parameter: 'cursor', code: 'cursor', detail }],
  });
}
