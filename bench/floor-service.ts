/**
 * The floor of a score in real time, a process of its own: Fastify and `pg`, one look-up and one
 * statement that writes, in two round trips; durable before it answers.
 */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import pg from 'pg';
import { v7 } from 'uuid';
import {
  type Artefact,
  bandOf,
  compileScorecard,
  DEFAULT_BANDS,
  DEFAULT_SCALE,
  pdOf,
  reasonsOf,
  REASONS_MAX,
  scoreBatch,
  scoreOf,
  unpackInto,
} from '#score-engine';
import { FEATURE_SETS } from '#subjects';
import { LOOK_UP, WRITE } from './real-time/floor-statements.js';

/** What it is told when it is started. */
export interface FloorSettings {
  readonly url: string;
  readonly port: number;
  readonly poolSize: number;
  readonly key: string;
  readonly tenantId: string;
  readonly heldIn: number;
  readonly askedIn: number;
  readonly modelSha256: string;
  readonly artefact: Artefact;
}

interface Found {
  readonly status: string;
  readonly version: number;
  readonly subject_id: string;
  readonly purpose: string;
  readonly application_id: string;
  readonly expires_at: Date;
  readonly recipient_tenant_id: string;
  readonly window_reads: number;
  readonly frequency_value: number;
  readonly clusters: string[];
  readonly as_of: Date;
  readonly packed: Buffer;
  readonly reference: unknown;
}

const settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as FloorSettings;
const compiled = compileScorecard(settings.artefact, FEATURE_SETS.person.definitions);
if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
const card = compiled.value;
const model = Buffer.from(settings.modelSha256, 'hex');
const keys = new Map([[hash('sha256', settings.key, 'base64'), settings.tenantId]]);
const pool = new pg.Pool({ connectionString: settings.url, max: settings.poolSize });

function evaluate(packed: Buffer) {
  const features = new Float64Array(card.width);
  unpackInto(packed, features, 0);
  const logit = new Float64Array(1);
  const reasons = new Uint8Array(REASONS_MAX);
  const contributions = new Float64Array(card.column.length);
  const batch = { rows: 1, features, layout: 'rows', withheld: null } as const;
  scoreBatch(card, batch, { logit, reasons, contributions });
  const pd = pdOf(logit[0]);
  return {
    logit: logit[0],
    pd,
    score: scoreOf(logit[0], DEFAULT_SCALE).score,
    band: bandOf(pd, DEFAULT_BANDS),
    reasons: reasonsOf(card, reasons, 0),
    points: JSON.stringify([...contributions]),
  };
}

interface Call {
  readonly tenantId: string;
  readonly operationId: string;
  readonly requestId: string;
  readonly body: {
    readonly consent_id: string;
    readonly purpose: string;
    readonly application_id: string;
  };
}

async function answer({ tenantId, operationId, requestId, body }: Call) {
  const { consent_id: consentId } = body;
  const { heldIn, askedIn } = settings;
  const at = [heldIn, FEATURE_SETS.person.hash, askedIn, consentId, operationId];
  const { rows } = await pool.query<Found>({ ...LOOK_UP, values: at });
  const found = rows[0];
  const now = new Date();
  if (
    found?.status !== 'ACTIVE' ||
    found.recipient_tenant_id !== tenantId ||
    found.purpose !== body.purpose ||
    found.application_id !== body.application_id ||
    found.expires_at <= now ||
    found.window_reads >= found.frequency_value ||
    found.reference !== null
  )
    return undefined;
  const made = evaluate(found.packed);
  const [scoreId, decisionId, heldEntry, askedEntry] = [v7(), v7(), v7(), v7()];
  const entry = (id: string, action: string, resource: string) =>
    JSON.stringify({ v: 1, id, at: now, action, resource, consent: consentId, request: requestId });
  const values = [
    heldIn,
    askedIn,
    now,
    consentId,
    decisionId,
    tenantId,
    'key',
    found.clusters,
    requestId,
    scoreId,
    found.subject_id,
    found.as_of,
    model,
    made.score,
    made.pd,
    made.logit,
    made.band,
    made.reasons.join(','),
    made.points,
    found.application_id,
    operationId,
    JSON.stringify(body),
    JSON.stringify({ score: scoreId, decision: decisionId, entry: askedEntry }),
    [heldIn, askedIn],
    [heldEntry, askedEntry],
    ['access.allowed', 'score.created'],
    [found.subject_id, found.subject_id],
    ['access_decision', 'score'],
    [decisionId, scoreId],
    [entry(heldEntry, 'access.allowed', decisionId), entry(askedEntry, 'score.created', scoreId)],
  ];
  const written = await pool.query({ ...WRITE, values });
  if (written.rowCount !== 2) return undefined;
  const { score, pd, band, reasons } = made;
  return {
    score_id: scoreId,
    score,
    pd,
    band,
    reasons,
    model: settings.modelSha256,
    consent_id: consentId,
    consent_version: found.version,
    decision_id: decisionId,
    audit_event_id: askedEntry,
    as_of: found.as_of,
    scored_at: now,
  };
}

const app = Fastify();
app.get('/healthz', () => ({ status: 'ok' }));
app.post<{ Body: Call['body'] }>('/v1/scores', async (request, reply) => {
  const key = (request.headers.authorization ?? '').slice('Bearer '.length);
  const tenantId = keys.get(hash('sha256', key, 'base64'));
  if (tenantId === undefined) return reply.code(401).send({});
  const operationId = String(request.headers['idempotency-key']);
  const { body, id: requestId } = request;
  const made = await answer({ tenantId, operationId, requestId, body });
  return made === undefined ? reply.code(403).send({}) : reply.code(201).send(made);
});
await app.listen({ host: '127.0.0.1', port: settings.port });
process.once('SIGTERM', () => {
  void app
    .close()
    .then(() => pool.end())
    .then(() => process.exit(0));
});
// Whoever started us is gone.
process.once('disconnect', () => process.exit(1));
