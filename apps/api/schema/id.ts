import { z } from 'zod';
import { isId } from '#kernel';

/** An id of ours: a UUID in lower-case canonical form. */
export const id = () =>
  z
    .string()
    .refine(isId, { error: 'must be a lower-case UUID' })
    .meta({ format: 'uuid', example: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f' });

/** The short name of a tenant: 2 to 40 of a-z, 0-9 and single hyphens between them. */
export const slug = () =>
  z
    .string()
    .min(2)
    .max(40)
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')
    .meta({ description: "A tenant's short name.", example: 'north-lending' });
