import type { ClaimRequest, MatchBorrower } from '#consent';

/** Whose request it is: by address, then by proof. */
export class Claims {
  constructor(
    readonly match: MatchBorrower,
    readonly claim: ClaimRequest,
  ) {}
}
