import type { DeclineRequest, GrantConsent } from '#consent';

/** The two answers to a request. */
export class Answers {
  constructor(
    readonly grant: GrantConsent,
    readonly decline: DeclineRequest,
  ) {}
}
