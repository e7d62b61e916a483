export { BorrowerModule } from './borrower.module.js';
export { browserSecretHash, newBrowserSecret } from './browser-secret.js';
export { BorrowerSessions } from './borrower-sessions.js';
export { CreateStaff, type CreateStaffRefusal, type NewStaff } from './create-staff.js';
export { IdentityModule } from './identity.module.js';
export { SignInStaff, type SignInStaffRefusal, type StaffSignIn } from './sign-in-staff.js';
export { PASSWORD_MAX, PASSWORD_MIN } from './staff-password.js';
export { type Reached, StaffReach, type StaffReachRefusal } from './staff-reach.js';
export { StaffModule } from './staff.module.js';
export type { StaffMember, StaffRole } from './staff.js';
export { IDENTITY_MIGRATIONS } from './migrations/index.js';
export { CODE_VALID_MINUTES, hashCode, newCode } from './one-time-code.js';
export { SIGN_IN_HANDLED, signInChallengeOpened } from './sign-in-events.js';
export { borrowerEmail } from './tables/borrower-contact.js';
export {
  CODE_ATTEMPTS_MAX,
  type CodeAttempt,
  insertChallenge,
  markChallengeSent,
  type ProviderContact,
  readChallenge,
  setChallengeCode,
  type SignInChallenge,
  tryCode,
} from './tables/sign-in-challenge.js';
export {
  CHALLENGES_PER_HOUR,
  type OpenChallengeRefusal,
  RESEND_AFTER_SECONDS,
  STRANGERS_PER_HOUR,
} from './challenge-limits.js';
export { type NamedAddress, OpenChallenge } from './open-challenge.js';
export { IDENTITY_SWEEPS } from './sweeps.js';
export { hasSignedInTo, rememberAddress, visitorHash } from './visitor.js';
export { SESSION_MINUTES, VerifyCode, type VerifyCodeRefusal } from './verify-code.js';
