import type { Tx } from '#adapters/database';
import { type HeldConsent, lockConsents } from '#consent';
import { readClusters, readFeatures, type StoredFeatures } from '#subjects';
import type { GateRead, Turn } from './gate-types.js';
import { knownSubject, rememberSubject } from './known-subjects.js';
import { nothingKnown } from './vector.js';

/** A reading with what the provider holds for it. */
export interface FoundRead {
  readonly read: GateRead;
  readonly turn: Turn;
  readonly consent: HeldConsent | undefined;
  readonly features: StoredFeatures | undefined;
}

/**
 * Locks the consents and reads the features: one round trip when it is known whom each consent is
 * about, two otherwise. Nothing is awaited before everything that can be sent is sent.
 */
export async function lookUp(
  tx: Tx,
  reads: readonly GateRead[],
  now: Date,
): Promise<readonly FoundRead[]> {
  const locked = lockConsents(tx, [...new Set(reads.map((read) => read.consentId))]);
  const guessed = reads.map((read) => knownSubject(tx.cell, read.consentId));
  const early = guessed.every((subjectId) => subjectId !== undefined)
    ? featuresOf(tx, reads, guessed)
    : undefined;
  const asked = Promise.all(reads.map(async (read) => ({ read, turn: await read.turn })));
  const [consents, packed, turns] = await Promise.all([locked, early, asked]);

  const subjects = reads.map((read) => consents.get(read.consentId)?.subjectId);
  consents.forEach((consent) => rememberSubject(tx.cell, consent.consentId, consent.subjectId));
  const stored = packed ?? (await featuresOf(tx, reads, subjects));
  const features = await orNothing(tx, reads, { subjects, stored }, now);
  return turns.map(({ read, turn }, at) => ({
    read,
    turn,
    consent: consents.get(read.consentId),
    features: features[at],
  }));
}

/**
 * Of whom the provider holds no data there are no features either, and that is an answer, as of
 * now. Where there are data and no features of this set, these have not been made yet.
 */
async function orNothing(
  tx: Tx,
  reads: readonly GateRead[],
  {
    subjects,
    stored,
  }: {
    readonly subjects: readonly (string | undefined)[];
    readonly stored: readonly (StoredFeatures | undefined)[];
  },
  now: Date,
): Promise<readonly (StoredFeatures | undefined)[]> {
  const without = reads.flatMap(({ features }, at) => {
    const subjectId = subjects[at];
    return stored[at] || subjectId === undefined ? [] : [{ subjectId, features }];
  });
  if (without.length === 0) return stored;
  const ids = [...new Set(without.map(({ subjectId }) => subjectId))];
  const clusters = [...new Set(without.flatMap(({ features }) => features.clusters))];
  const held = new Set((await readClusters(tx, ids, clusters)).map((row) => row.subject_id));
  return reads.map(({ features }, at) => {
    const subjectId = subjects[at];
    if (stored[at] || subjectId === undefined || held.has(subjectId)) return stored[at];
    return { asOf: now, packed: nothingKnown(features) };
  });
}

/** One statement a feature set; a batch has as many as it has models, as a rule one. */
async function featuresOf(
  tx: Tx,
  reads: readonly GateRead[],
  subjectIds: readonly (string | undefined)[],
): Promise<readonly (StoredFeatures | undefined)[]> {
  const bySet = new Map<string, Set<string>>();
  reads.forEach(({ features: { hash } }, at) => {
    const subjectId = subjectIds[at];
    if (subjectId === undefined) return;
    bySet.set(hash, (bySet.get(hash) ?? new Set()).add(subjectId));
  });
  const found = new Map(
    await Promise.all(
      [...bySet].map(
        async ([hash, subjects]) => [hash, await readFeatures(tx, hash, [...subjects])] as const,
      ),
    ),
  );
  return reads.map(({ features: { hash } }, at) => found.get(hash)?.get(subjectIds[at] ?? ''));
}
