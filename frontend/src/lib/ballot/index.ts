/**
 * Ballots that nobody can tie to a person, the browser's half. See docs/anonymity.md.
 *
 * `useTakeBallot().take(invitation)` when somebody begins; `sendSheet` when they are done; `waitingSheets`
 * and `sendWaiting` for what could not be sent; `replies`, `replyCodes` and `addReplyCode` for what was
 * answered to one's words. Nothing here is logged, and nothing that is sent says who sends it.
 */
export {
  type Answer,
  addReplyCode,
  type Ballot,
  forgetReplyCode,
  heldBallot,
  type Invited,
  type Reply,
  replies,
  replyCodes,
  type Sent,
  type Sheet,
  sendSheet,
  sendWaiting,
  takeBallot,
  waitingSheets,
} from './ballot';
export { readCode } from './codes';
export { mayWait } from './store';
export { fingerprint, TokenFailed } from './token';
export { type Taking, useTakeBallot } from './useTakeBallot';
