import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { must } from '../support/harness.js';
import { call } from '../support/http.js';

/** A schema of the document, as far as tests look at it. */
export interface Schema {
  readonly $ref?: string;
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
}
interface Media {
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}
type Content = Readonly<Record<string, Media>>;

/** An operation of the document. */
export interface DocumentOperation {
  readonly summary?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly example?: unknown;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
  readonly security?: readonly object[];
  readonly 'x-scope'?: string;
  readonly 'x-role'?: string;
}

/** The running api's own description. */
export class ApiDocument {
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  private constructor(
    private readonly root: object,
    /** By method and path: `GET /v1/jobs/{job_id}`. */
    readonly operations: ReadonlyMap<string, DocumentOperation>,
  ) {
    this.ajv.addSchema(root, 'document');
  }

  static async read(): Promise<ApiDocument> {
    type Paths = Readonly<Record<string, Readonly<Record<string, DocumentOperation>>>>;
    const document = must(await call<{ paths: Paths }>(undefined, '/openapi.json'), 200);
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(
        ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
      ),
    );
    return new ApiDocument(document, new Map(operations));
  }

  /** The operation of a name; throws when the document has none. */
  operation(name: string): DocumentOperation {
    const found = this.operations.get(name);
    if (!found) throw new Error(`The document has no ${name}`);
    return found;
  }

  /** The example of a body: beside its schema, or the schema's own. */
  exampleOf(media: Media | undefined): unknown {
    const named = Object.values(media?.examples ?? {}).at(0)?.value;
    return media?.example ?? named ?? this.schemaExample(media?.schema);
  }

  /** The example of a JSON request body. */
  requestExample(name: string): Readonly<Record<string, unknown>> {
    const example = this.exampleOf(this.operation(name).requestBody?.content['application/json']);
    return example as Readonly<Record<string, unknown>>;
  }

  /** What is wrong with a value by a schema of the document; empty when nothing is. */
  faultsOf(schema: Schema, value: unknown): string[] {
    const validate = this.validator(schema);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath} ${message ?? ''}`,
    );
  }

  private validator(schema: Schema): ValidateFunction {
    if (schema.$ref !== undefined) {
      const known = this.ajv.getSchema(`document${schema.$ref}`);
      if (!known) throw new Error(`The document has no ${schema.$ref}`);
      return known as ValidateFunction;
    }
    // References inside are to the document, so it is looked at as a part of it.
    return this.ajv.compile({
      ...schema,
      components: (this.root as { components: object }).components,
    });
  }

  private schemaExample(schema: Schema | undefined): unknown {
    if (schema?.$ref === undefined) return schema?.example ?? schema?.examples?.[0];
    const path = schema.$ref.replace(/^#\//, '').split('/');
    let at: unknown = this.root;
    for (const part of path) at = (at as Record<string, unknown>)[part];
    return this.schemaExample(at as Schema);
  }
}
