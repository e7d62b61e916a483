import type { Tx } from '#adapters/database';
import { type HeldConsent, lockConsents } from '#consent';
import { readFeatures, type StoredFeatures } from '#subjects';
import type { GateRead, Turn } from './gate-types.js';
import { knownSubject, rememberSubject } from './known-subjects.js';

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
export async function lookUp(tx: Tx, reads: readonly GateRead[]): Promise<readonly FoundRead[]> {
  const locked = lockConsents(tx, [...new Set(reads.map((read) => read.consentId))]);
  const guessed = reads.map((read) => knownSubject(tx.cell, read.consentId));
  const early = guessed.every((subjectId) => subjectId !== undefined)
    ? featuresOf(tx, reads, guessed)
    : undefined;
  const asked = Promise.all(reads.map(async (read) => ({ read, turn: await read.turn })));
  const [consents, packed, turns] = await Promise.all([locked, early, asked]);

  const subjects = reads.map((read) => consents.get(read.consentId)?.subjectId);
  consents.forEach((consent) => rememberSubject(tx.cell, consent.consentId, consent.subjectId));
  const features = packed ?? (await featuresOf(tx, reads, subjects));
  return turns.map(({ read, turn }, at) => ({
    read,
    turn,
    consent: consents.get(read.consentId),
    features: features[at],
  }));
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
