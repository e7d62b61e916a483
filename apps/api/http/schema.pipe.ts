import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { escapePointer, type InputFault, Refused } from '#adapters/http';

/** Faults that are told; a body of nothing but faults must not make a long answer. */
const FAULTS_MAX = 20;
const POINTER_MAX = 200;

/** What zod says of a fault, as far as we tell it. */
interface Issue {
  readonly message: string;
  readonly code?: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  /** The names of unknown fields. */
  readonly keys?: readonly string[];
  /** What each form of a union has against the value. */
  readonly errors?: readonly (readonly Issue[])[];
}

/** Reads a body, a query or a parameter by the schema of its decorator, or says every fault. */
@Injectable()
export class SchemaPipe implements PipeTransform {
  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { schema, type } = metadata;
    if (!schema || type === 'custom') return value;
    // A POST without a body is one without fields, and its schema says which are missing.
    const read = await schema['~standard'].validate(value ?? (type === 'body' ? {} : value));
    if (!read.issues) return read.value;
    throw invalid(read.issues, metadata);
  }
}

function invalid(issues: readonly Issue[], { type, data }: ArgumentMetadata): Refused {
  const errors = issues.flatMap((issue) => faultsOf(issue, type, data)).slice(0, FAULTS_MAX);
  return new Refused(400, 'input-invalid', { errors });
}

/** The faults that an issue stands for; of a union, those of the form that was meant. */
export function faultsOf(issue: Issue, type: string, name?: string): InputFault[] {
  const meant = issue.path?.length === 0 ? meantOf(issue.errors ?? []) : undefined;
  if (meant) return meant.flatMap((one) => faultsOf(one, type, name));
  const code = (issue.code ?? 'invalid').replaceAll('_', '-');
  const path = (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step));
  if (issue.keys)
    return issue.keys.map((key) => ({
      code: 'unknown-field',
      detail: 'is not a field of this input',
      ...placeOf([...path, key], type, name),
    }));
  return [{ code, detail: issue.message, ...placeOf(path, type, name) }];
}

/** The form of a body to which the fewest fields are unknown, the first of several such. */
function meantOf(forms: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const unknown = (form: readonly Issue[]) =>
    form.reduce((sum, { keys = [] }) => sum + keys.length, 0);
  const [first, ...others] = forms;
  return first && others.reduce((best, one) => (unknown(one) < unknown(best) ? one : best), first);
}

function placeOf(path: readonly string[], type: string, name: string | undefined) {
  if (type !== 'body') return { parameter: (name ?? path.join('.')).slice(0, POINTER_MAX) };
  return {
    pointer: path
      .map((step) => `/${escapePointer(step)}`)
      .join('')
      .slice(0, POINTER_MAX),
  };
}
