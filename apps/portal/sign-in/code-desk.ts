import type { BorrowerSessions, OpenChallenge, VerifyCode } from '#identity';

/** Codes that go out and come back, and the sessions that they open. */
export class CodeDesk {
  constructor(
    readonly openChallenge: OpenChallenge,
    readonly verifyCode: VerifyCode,
    readonly sessions: BorrowerSessions,
  ) {}
}
