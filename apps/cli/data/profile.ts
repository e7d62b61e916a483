import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PROHIBITED_ATTRIBUTES } from '#score-engine';
import { BasisInput } from '#subjects';
import { DataFault } from './data-fault.js';
import { columnsOf, Template, visitExpressions } from './template.js';

const short = z.string().min(1).max(200);

const ProfileShape = z.strictObject({
  format: z.literal('assay-profile@1'),
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be words joined by hyphens'),
  title: short,
  source: short,
  terms: short,
  kind: z.literal('person'),
  /** The data are of this instant; features are taken as of it, outcomes looked for after it. */
  as_of: z.iso.datetime(),
  horizon_months: z.int().min(1).max(120),
  event: short,
  population: short,
  /** The tenant's reference: prefix and a column's text. */
  reference: z.strictObject({ prefix: z.string().regex(/^[A-Za-z0-9-]{0,40}$/), column: short }),
  /** A made-up address, of a domain that cannot exist; `{reference}` is filled in. */
  email: z.string().regex(/^[^@\s]*\{reference\}[^@\s]*@[a-z0-9.-]+\.invalid$/, {
    error: 'must hold {reference} and end in .invalid',
  }),
  basis: BasisInput,
  /** Columns of prohibited attributes: they may fill the profile's members of that name alone. */
  prohibited: z.array(short).max(100),
  clusters: z.strictObject({
    profile: Template.optional(),
    orders: Template.optional(),
    repayments: Template.optional(),
    balances: Template.optional(),
    outcome: Template,
  }),
});

/** How a public file's columns become subjects, clusters and outcome. */
export type Profile = z.infer<typeof ProfileShape>;

/** Reads a profile, or says in one line what is wrong with it. */
export function parseProfile(text: string, from: string): Profile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new DataFault(`${from} is not JSON`);
  }
  const parsed = ProfileShape.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new DataFault(`${from}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  refuseProhibited(parsed.data, from);
  return parsed.data;
}

/** The shipped profile of a name, from the project's folder `profiles`. */
export async function loadProfile(projectFolder: string, name: string): Promise<Profile> {
  if (!/^[a-z0-9-]{1,64}$/.test(name))
    throw new DataFault(`A profile's name is words joined by hyphens, not ${JSON.stringify(name)}`);
  const path = join(projectFolder, 'profiles', `${name}.json`);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new DataFault(`There is no profile ${name}: ${path} cannot be read`);
  });
  return parseProfile(text, `profiles/${name}.json`);
}

/** The columns that a profile needs of a file. */
export function columnsNeeded({ clusters, reference }: Profile): string[] {
  const columns = new Set([reference.column]);
  visitExpressions(clusters as Template, (expression) => {
    for (const name of columnsOf(expression)) columns.add(name);
  });
  return [...columns];
}

/** What no model may know goes where no model looks, and nothing else goes there. */
function refuseProhibited({ clusters, prohibited, reference }: Profile, from: string): void {
  const places = new Set(PROHIBITED_ATTRIBUTES.map((attribute) => `profile.${attribute}`));
  if (prohibited.includes(reference.column))
    throw new DataFault(`${from}: reference: column ${reference.column} is prohibited`);
  visitExpressions(clusters as Template, (expression, path) => {
    for (const column of columnsOf(expression)) {
      const marked = prohibited.includes(column);
      if (marked && !places.has(path))
        throw new DataFault(`${from}: clusters.${path}: column ${column} is prohibited there`);
      if (!marked && places.has(path))
        throw new DataFault(`${from}: clusters.${path}: column ${column} must be prohibited`);
    }
  });
}
