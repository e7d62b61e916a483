import { DiscoveryService, ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { nameExclusiveBounds } from './exclusive-bounds.js';
import { nameParameterTypes } from './parameter-types.js';

type Paths = OpenAPIObject['paths'];
type Item = Paths[string];
type ApiOperation = NonNullable<Item['get']>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** What a call may be refused for, whatever it is about. */
const REFUSALS = {
  400: 'The input is malformed or breaks the schema; `errors` says where.',
  401: 'The credentials are missing or not accepted.',
  403: 'The caller may not do this, or the consent does not allow it.',
  404: 'There is no such thing, or it is not yours.',
  409: 'The state does not allow it, or the same Idempotency-Key is in flight.',
  413: 'The body is too large.',
  415: 'The content type is not read here.',
  422: 'The input breaks a rule, or its Idempotency-Key came with another input before.',
  429: 'Too many calls; Retry-After says when to try again.',
  500: 'A fault of ours; name the request id to support.',
  503: 'Not ready to serve.',
} as const;

type RefusalStatus = keyof typeof REFUSALS;

const PROBLEM = {
  type: 'object',
  description: 'What a call is answered with when it is not done (RFC 9457).',
  required: ['type', 'title', 'status', 'instance', 'code', 'request_id'],
  properties: {
    type: { type: 'string', format: 'uri', description: 'A page about the code.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string', description: 'Stable; what programs compare.' },
    request_id: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'JSON Pointer into the body.' },
          parameter: { type: 'string', description: 'Of the path or the query.' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
    details: { type: 'object', additionalProperties: true },
  },
  example: {
    type: 'https://api.example.org/problems/input-invalid',
    title: 'The input is not valid.',
    status: 400,
    detail: '/amount_minor: Invalid input: expected int, received string',
    instance: '/v1/applications',
    code: 'input-invalid',
    request_id: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
    errors: [
      {
        pointer: '/amount_minor',
        code: 'invalid-type',
        detail: 'Invalid input: expected int, received string',
      },
    ],
  },
} as const;

/** The OpenAPI 3.1 document of an app whose controllers are known. */
export function makeDocument(app: NestFastifyApplication, publicUrl: string): OpenAPIObject {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Assay')
    .setVersion('1')
    .setDescription(
      "Credit scoring as a service, with the borrower's consent at its centre. Instants are UTC, " +
        'ISO 8601; money is in minor units with its ISO 4217 code; ids are opaque.',
    )
    .addServer(publicUrl)
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'assay_<live|test>_<id>_<secret>',
        description: "A tenant's API key; `x-scope` names the scope that an operation needs.",
      },
      'api_key',
    )
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: 'The token of POST /v1/staff/sessions.',
      },
      'staff',
    )
    .build();
  // Built here: where modules are only looked at, Nest builds none of its own services.
  nameParameterTypes(new DiscoveryService(app.get(ModulesContainer)));
  const document = SwaggerModule.createDocument(app, base);
  nameExclusiveBounds(document);
  for (const [path, item] of Object.entries(document.paths))
    for (const method of METHODS) {
      const operation = item[method];
      if (operation) addProblems(operation, method, path);
    }
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problemSchema() },
  };
  return document;
}

/** The types of the document know no `example` beside OpenAPI 3.0's; the value is plain data. */
const problemSchema = () => structuredClone(PROBLEM) as unknown as Record<string, never>;

function addProblems(operation: ApiOperation, method: string, path: string): void {
  const secured = (operation.security ?? []).length > 0;
  const statuses: RefusalStatus[] = [
    400,
    ...(secured ? ([401, 403] as const) : []),
    ...(path.includes('{') ? ([404] as const) : []),
    ...(method === 'post' ? ([409, 413, 415, 422] as const) : []),
    ...(secured || method === 'post' ? ([429] as const) : []),
    500,
    ...(path === '/readyz' ? ([503] as const) : []),
  ];
  const schema = { $ref: '#/components/schemas/Problem' };
  for (const status of statuses)
    operation.responses[String(status)] ??= {
      description: REFUSALS[status],
      content: { 'application/problem+json': { schema } },
    };
}
