import type { Tx } from '#adapters/database';
import { type HeldConsent, lockConsents } from '#consent';
import { readFeatures, type StoredFeatures } from '#subjects';
import type { GateRead } from './gate-types.js';
import { knownSubject, rememberSubject } from './known-subjects.js';

/** A reading with what the provider holds for it. */
export interface FoundRead {
  readonly read: GateRead;
  readonly replay: boolean;
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
  const replays = Promise.all(reads.map((read) => Promise.resolve(read.replay)));
  const [consents, packed, replayed] = await Promise.all([locked, early, replays]);

  const subjects = reads.map((read) => consents.get(read.consentId)?.subjectId);
  consents.forEach((consent) => rememberSubject(tx.cell, consent.consentId, consent.subjectId));
  const features = packed ?? (await featuresOf(tx, reads, subjects));
  return reads.map((read, at) => ({
    read,
    replay: replayed.at(at) === true,
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
