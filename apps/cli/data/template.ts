import { z } from 'zod';

const column = z.string().min(1).max(200);
const scalar = z.union([z.string().max(200), z.number(), z.boolean(), z.null()]);

/** A number of a column, times and plus as said, to the nearest whole; `missing` texts give null. */
const NumberColumn = z.strictObject({
  $number: column,
  times: z.number().optional(),
  plus: z.number().optional(),
  missing: z.array(z.string()).optional(),
});

/** What a column's text stands for; another text gives `otherwise`, or is a fault without it. */
const MappedColumn = z.strictObject({
  $map: column,
  to: z.record(z.string(), scalar),
  otherwise: scalar.optional(),
});

/** The day so many whole months before one, by a number column; null where that is missing. */
const MonthsBefore = z.strictObject({
  $months_before: z.iso.date(),
  months: NumberColumn,
});

/**
 * Instalments from monthly statuses of delay, oldest month first; `none` is the status of a month in
 * which nothing was due.
 */
const Delays = z.strictObject({
  $delays: z
    .array(z.strictObject({ status: column, paid: column }))
    .min(1)
    .max(120),
  none: z.number(),
  times: z.number(),
});

/** An expression: what it gives depends on the row. */
export const Expression = z.union([NumberColumn, MappedColumn, MonthsBefore, Delays]);

/** An expression: what it gives depends on the row. */
export type Expression = z.infer<typeof Expression>;

/** A document with expressions in the places of what differs from row to row. */
export type Template =
  | Expression
  | string
  | number
  | boolean
  | null
  | readonly Template[]
  | { readonly [member: string]: Template };

/** The schema of a template: whatever names a `$` must be an expression. */
export const Template: z.ZodType<Template> = z.lazy(() =>
  z.union([
    scalar,
    z.array(Template).max(1000),
    Expression,
    z.record(z.string().regex(/^[a-z_]+$/, 'is no expression and no member'), Template),
  ]),
);

/** Whether a template is an expression. */
export const isExpression = (template: Template): template is Expression =>
  typeof template === 'object' &&
  template !== null &&
  Object.keys(template).some((member) => member.startsWith('$'));

/** The columns that an expression reads. */
export function columnsOf(expression: Expression): string[] {
  if ('$number' in expression) return [expression.$number];
  if ('$map' in expression) return [expression.$map];
  if ('$months_before' in expression) return [expression.months.$number];
  return expression.$delays.flatMap(({ status, paid }) => [status, paid]);
}

/** Calls `each` for every expression within, with the path that leads to it. */
export function visitExpressions(
  template: Template,
  each: (expression: Expression, path: string) => void,
  path = '',
): void {
  if (typeof template !== 'object' || template === null) return;
  if (isExpression(template)) return each(template, path);
  for (const [member, inner] of Object.entries(template))
    visitExpressions(inner, each, path === '' ? member : `${path}.${member}`);
}
