import { z } from 'zod';
import { isId } from '#kernel';

/** An id of a page's address. One that is malformed is answered as one that is not there. */
export const requestId = () => z.string().refine(isId);
