import { type Actor, invariant, type StaffActor, type SystemActor } from '#kernel';

/** Who may act for the platform itself: its own staff, or its command line. */
export type PlatformActor = StaffActor | SystemActor;

/** Throws for anybody else: the doors let in nobody but them. */
export function assertPlatform(actor: Actor): void {
  const platform = actor.kind === 'system' || (actor.kind === 'staff' && actor.tenantId === null);
  invariant(platform, 'only the platform deals with tenants and their keys');
}
