import type { OnApplicationBootstrap } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import type { EventHandler, HandlerRegistration, Patience } from '#audit';

/** Who handles which event. */
export class Handlers implements OnApplicationBootstrap {
  private readonly byName: ReadonlyMap<string, HandlerRegistration>;

  constructor(
    private readonly registrations: readonly HandlerRegistration[],
    private readonly modules: ModuleRef,
  ) {
    this.byName = new Map(registrations.map((one) => [one.name, one]));
  }

  /** Stops the start when a handler's module is not wired here. */
  onApplicationBootstrap(): void {
    for (const { action, name } of this.registrations) {
      this.find(action, name);
      this.afterGivingUp(name);
    }
  }

  /** Everyone who handles the event; empty when nobody does. */
  of(action: string): readonly HandlerRegistration[] {
    return this.registrations.filter((one) => one.action === action);
  }

  /** The use case of a handler of this event; undefined when there is none of that name. */
  find(action: string, name: string): EventHandler | undefined {
    const registration = this.byName.get(name);
    if (registration?.action !== action) return undefined;
    return this.modules.get(registration.handler, { strict: false });
  }

  /** How long a handler's failures are borne. */
  patienceOf(name: string): Patience {
    return this.byName.get(name)?.patience ?? 'days';
  }

  /** Who writes down that what the event began has failed; undefined when nobody need. */
  afterGivingUp(name: string): EventHandler | undefined {
    const token = this.byName.get(name)?.afterGivingUp;
    return token === undefined ? undefined : this.modules.get(token, { strict: false });
  }
}
