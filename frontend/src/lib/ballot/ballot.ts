import { fromBase64, toBase64Url } from './bytes';
import { hashOf, MOST_SECRETS, newCode, readCode, secretOf } from './codes';
import { padded, postAsNobody } from './post';
import { ballotStore, type KeptSheet, keyOf, mayWait } from './store';
import { finishToken, makeToken } from './token';

/** What a survey invites to; `publicKey` is SubjectPublicKeyInfo (DER) in base64. */
export interface Invited {
  waveId: string;
  publicKey: string;
}

/** What the mutation `takeBallot` answers: base64url, and the class that the ballot names. */
export interface Signed {
  signature: string;
  classNumber: number;
}

/** Asks the server to sign. Gives back whatever else came of it as `refused`. */
export type AskToSign<Refused> = (input: {
  waveId: string;
  blinded: string;
}) => Promise<{ ok: true; signed: Signed } | { ok: false; refused: Refused }>;

/** A ballot that was taken and not yet received. Its token stays in the store. */
export interface Ballot {
  waveId: string;
  classNumber: number;
  /** False when it is lost with the page: no storage on this device. */
  durable: boolean;
}

/**
 * Takes a person's ballot, or gives back the one that this browser holds already. The token is kept
 * before it is sent to be signed: if the answer is lost, the same one is asked for again, and nothing
 * is lost. Throws `TokenFailed` when what came back is no signature.
 */
export async function takeBallot<Refused>(
  personId: string,
  { waveId, publicKey }: Invited,
  ask: AskToSign<Refused>,
): Promise<{ ok: true; ballot: Ballot } | { ok: false; refused: Refused }> {
  const store = await ballotStore();
  const key = keyOf(personId, waveId);
  let token = await store.token(key);
  if (!token || token.publicKey !== publicKey) {
    token = { key, waveId, publicKey, ...(await makeToken(publicKey)) };
    await store.keepToken(token);
  }
  if (!token.signature || token.classNumber === undefined) {
    const came = await ask({ waveId, blinded: toBase64Url(token.blinded) });
    if (!came.ok) return came;
    token.signature = await finishToken(publicKey, token, fromBase64(came.signed.signature));
    token.classNumber = came.signed.classNumber;
    await store.keepToken(token);
  }
  return {
    ok: true,
    ballot: { waveId, classNumber: token.classNumber, durable: store.durable },
  };
}

/** The ballot of somebody for a wave that this browser holds, taken and not yet received. */
export async function heldBallot(personId: string, waveId: string): Promise<Ballot | undefined> {
  const store = await ballotStore();
  const token = await store.token(keyOf(personId, waveId));
  if (!token?.signature || token.classNumber === undefined) return undefined;
  return { waveId, classNumber: token.classNumber, durable: store.durable };
}

/** What a question was answered: scale, yes or no, index of an option, indices of several. */
export type Answer = number | boolean | number[];

/** An answer sheet by the global ids of its questions. What was not answered is left out. */
export interface Sheet {
  answers: Record<string, Answer>;
  words: Record<string, string>;
  /** Whether answers to the words may be found later by the secret that this browser keeps. */
  replies: boolean;
}

export type Sent =
  /** It lies in the box. `code` finds the answers to its words, on any device. */
  | { kind: 'received'; code?: string }
  /** It stays on this device and is sent again, at the next visit at the latest. */
  | { kind: 'waiting' }
  /** The wave is over. */
  | { kind: 'closed'; message: string }
  /** It does not fit; the ballot is still there. */
  | { kind: 'refused'; code: string; message: string; field: string | null };

/** Sends a sheet with the ballot that was taken. It is kept before it is sent. */
export async function sendSheet(personId: string, waveId: string, sheet: Sheet): Promise<Sent> {
  const store = await ballotStore();
  const key = keyOf(personId, waveId);
  const token = await store.token(key);
  if (!token?.signature || token.classNumber === undefined) throw new Error('no ballot was taken');
  const written = Object.entries(sheet.words).filter(([, text]) => text.trim() !== '');
  const code = sheet.replies && written.length > 0 ? await newCode() : undefined;
  const words: Record<string, { text: string; reply: string | null }> = {};
  for (const [number, [question, text]] of written.entries()) {
    const reply =
      code && number < MOST_SECRETS ? await hashOf(await secretOf(code, number)) : null;
    words[question] = { text, reply };
  }
  const kept: KeptSheet = {
    key,
    waveId,
    body: padded({
      wave: waveId,
      message: toBase64Url(token.prepared),
      signature: toBase64Url(token.signature),
      sheet: { class: token.classNumber, answers: sheet.answers, words },
    }),
    code,
    secrets: code ? Math.min(written.length, MOST_SECRETS) : 0,
  };
  await store.keepSheet(kept);
  return send(kept);
}

async function send(sheet: KeptSheet): Promise<Sent> {
  const store = await ballotStore();
  const came = await postAsNobody('/ballots', sheet.body);
  if (came.kind === 'unreachable') return { kind: 'waiting' };
  const { code, secrets } = sheet;
  if (came.kind === 'answered') {
    const personId = sheet.key.slice(0, sheet.key.indexOf(' '));
    await store.received(sheet, code === undefined ? undefined : { code, personId, secrets });
    return { kind: 'received', code };
  }
  if (came.status === 410) {
    // Nothing can come of it any more; whether an earlier try arrived is not known.
    await store.received(sheet);
    return { kind: 'closed', message: came.message };
  }
  await store.dropSheet(sheet.key);
  return { kind: 'refused', code: came.code, message: came.message, field: came.field };
}

/** Which waves' sheets wait on this device to be sent, whoever wrote them. */
export async function waitingSheets(): Promise<string[]> {
  return (await (await ballotStore()).sheets()).map((sheet) => sheet.waveId);
}

let sending: Promise<Sent[]> | undefined;

/** Sends what waits, one after the other, until the server cannot be reached. */
export function sendWaiting(): Promise<Sent[]> {
  return (sending ??= sendThem().finally(() => {
    sending = undefined;
  }));
}

async function sendThem(): Promise<Sent[]> {
  if (!mayWait()) return [];
  const came: Sent[] = [];
  for (const sheet of await (await ballotStore()).sheets()) {
    const sent = await send(sheet);
    came.push(sent);
    if (sent.kind === 'waiting') break;
  }
  return came;
}

/** What somebody wrote, and what was answered, as `POST /ballots/replies` says it. */
export interface Reply {
  secret: string;
  words: string;
  question: string;
  title: string;
  answers: { words: string; by: string; on: string }[];
}

/** What was answered to what somebody wrote in this browser, or whose code they gave it; undefined when
 *  the server cannot be reached. */
export async function replies(personId: string): Promise<Reply[] | undefined> {
  const secrets: string[] = [];
  for (const { code, secrets: count } of await (await ballotStore()).codes(personId)) {
    for (let number = 0; number < count; number += 1) secrets.push(await secretOf(code, number));
  }
  const found: Reply[] = [];
  for (let at = 0; at < secrets.length; at += MOST_SECRETS) {
    const part = secrets.slice(at, at + MOST_SECRETS);
    const came = await postAsNobody('/ballots/replies', padded({ secrets: part }));
    if (came.kind !== 'answered') return undefined;
    found.push(...(came.body as { replies: Reply[] }).replies);
  }
  return found;
}

/** The codes that this browser keeps for somebody, to be written down. */
export async function replyCodes(personId: string): Promise<string[]> {
  return (await (await ballotStore()).codes(personId)).map(({ code }) => code);
}

/** Takes a code that was written down elsewhere. False when it is none, or has a slip. */
export async function addReplyCode(personId: string, typed: string): Promise<boolean> {
  const code = await readCode(typed);
  if (code === undefined) return false;
  await (await ballotStore()).keepCode({ code, personId, secrets: MOST_SECRETS });
  return true;
}

/** Forgets a code: what was answered is then found only by whoever wrote it down. */
export async function forgetReplyCode(code: string): Promise<void> {
  await (await ballotStore()).dropCode(code);
}
