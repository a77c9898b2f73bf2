import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type AskToSign,
  addReplyCode,
  forgetReplyCode,
  heldBallot,
  replies,
  replyCodes,
  sendSheet,
  sendWaiting,
  takeBallot,
  waitingSheets,
} from './ballot';
import { fromBase64, toBase64Url, toHex } from './bytes';
import { hashOf, newCode, readCode, secretOf } from './codes';
import { ballotStore, closeBallotStore, mayWait } from './store';

const ME = 'UGVyc29uOm1l';
const WAVE = 'U3VydmV5V2F2ZTox';
const QUESTION = 'U3VydmV5UXVlc3Rpb246MQ==';
const WORDS = 'U3VydmV5UXVlc3Rpb246Mg==';

let publicKey = '';
let sign: (blinded: Uint8Array) => Uint8Array;

beforeAll(async () => {
  // Keys of the least length, for speed; the vectors have those of 4096 bits.
  const pair = await crypto.subtle.generateKey(
    {
      name: 'RSA-PSS',
      hash: 'SHA-384',
      modulusLength: 2048,
      publicExponent: Uint8Array.of(1, 0, 1),
    },
    true,
    ['sign', 'verify'],
  );
  publicKey = toBase64Url(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)));
  const { n = '', d = '' } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  const number = (text: string) => BigInt(`0x${toHex(fromBase64(text))}`);
  const [modulus, secret] = [number(n), number(d)];
  sign = (blinded) => {
    let [result, base, exponent] = [1n, BigInt(`0x${toHex(blinded)}`) % modulus, secret];
    for (; exponent > 0n; exponent >>= 1n) {
      if (exponent & 1n) result = (result * base) % modulus;
      base = (base * base) % modulus;
    }
    const hex = result.toString(16).padStart(512, '0');
    return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  };
});

/** The server's `takeBallot`, once for each person, and its log of what it was asked. */
function signer() {
  const seen: string[] = [];
  const ask: AskToSign<string> = async ({ blinded }) => {
    if (seen.length > 0 && !seen.includes(blinded)) return { ok: false, refused: 'BALLOT_TAKEN' };
    seen.push(blinded);
    return {
      ok: true,
      signed: { signature: toBase64Url(sign(fromBase64(blinded))), classNumber: 7 },
    };
  };
  return { seen, ask };
}

interface Request {
  path: string;
  init: RequestInit;
  body: { wave: string; message: string; signature: string; sheet: Record<string, unknown> } & {
    secrets: string[];
  };
}

function server(...statuses: (number | 'offline')[]) {
  const requests: Request[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    requests.push({ path, init, body: JSON.parse(String(init.body)) });
    const status = statuses.shift() ?? 200;
    if (status === 'offline') throw new TypeError('no network');
    const said = status === 200 ? { state: 'received', replies: [] } : { code: 'X', message: 'No.', field: null };
    return new Response(JSON.stringify(said), { status });
  });
  return requests;
}

const sheet = { answers: { [QUESTION]: 4 }, words: {}, replies: false };

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  closeBallotStore();
});
afterEach(() => vi.unstubAllGlobals());

async function taken() {
  const { ask } = signer();
  const came = await takeBallot(ME, { waveId: WAVE, publicKey }, ask);
  if (!came.ok) throw new Error(came.refused);
  return came.ballot;
}

describe('taking a ballot', () => {
  test('the token is kept before it is signed, so a lost answer costs nothing', async () => {
    const { seen, ask } = signer();
    const lost: AskToSign<string> = async (input) => {
      await ask(input);
      return { ok: false, refused: 'no network' };
    };
    expect(await takeBallot(ME, { waveId: WAVE, publicKey }, lost)).toEqual({
      ok: false,
      refused: 'no network',
    });
    closeBallotStore();
    const came = await takeBallot(ME, { waveId: WAVE, publicKey }, ask);
    expect(came).toEqual({ ok: true, ballot: { waveId: WAVE, classNumber: 7, durable: true } });
    expect(seen[1]).toBe(seen[0]);
  });

  test('taking it again asks nobody', async () => {
    await taken();
    const ask = vi.fn();
    const came = await takeBallot(ME, { waveId: WAVE, publicKey }, ask);
    expect(came.ok).toBe(true);
    expect(ask).not.toHaveBeenCalled();
    expect(await heldBallot(ME, WAVE)).toMatchObject({ classNumber: 7 });
  });

  test('a refusal comes back, and there is no ballot', async () => {
    const came = await takeBallot(ME, { waveId: WAVE, publicKey }, async () => ({
      ok: false,
      refused: 'BALLOT_TAKEN',
    }));
    expect(came).toEqual({ ok: false, refused: 'BALLOT_TAKEN' });
    expect(await heldBallot(ME, WAVE)).toBeUndefined();
  });

  test('a server that signs something else is found out', async () => {
    const ask: AskToSign<string> = async () => ({
      ok: true,
      signed: { signature: toBase64Url(new Uint8Array(256).fill(9)), classNumber: 1 },
    });
    await expect(takeBallot(ME, { waveId: WAVE, publicKey }, ask)).rejects.toThrow('something else');
    expect(await heldBallot(ME, WAVE)).toBeUndefined();
  });

  test('two people at one device have a ballot each', async () => {
    await taken();
    expect(await heldBallot('UGVyc29uOnlvdQ==', WAVE)).toBeUndefined();
  });

  test('where nothing can be kept it lives as long as the page, and says so', async () => {
    vi.stubGlobal('indexedDB', undefined);
    closeBallotStore();
    expect((await taken()).durable).toBe(false);
    expect(await heldBallot(ME, WAVE)).toBeDefined();
  });
});

describe('sending a sheet', () => {
  test('nothing that is sent says who sends it', async () => {
    await taken();
    const requests = server();
    expect(await sendSheet(ME, WAVE, sheet)).toEqual({ kind: 'received' });
    const [{ path, init, body } = {} as Request] = requests;
    expect(path).toBe('/ballots');
    expect(init).toMatchObject({
      method: 'POST',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    expect(Object.keys(init.headers as object).sort()).toEqual(['Accept-Language', 'Content-Type']);
    expect(Object.keys(body).sort()).toEqual(['message', 'sheet', 'signature', 'wave']);
    expect(body.sheet).toEqual({ class: 7, answers: { [QUESTION]: 4 }, words: {} });
    expect(String(init.body)).not.toContain(ME);
    expect(String(init.body).length % 4096).toBe(0);
  });

  test('the server gets the token and its signature, and never saw either before', async () => {
    const { seen, ask } = signer();
    await takeBallot(ME, { waveId: WAVE, publicKey }, ask);
    const requests = server();
    await sendSheet(ME, WAVE, sheet);
    const { message = '', signature = '' } = requests[0]?.body ?? {};
    expect(fromBase64(message)).toHaveLength(64);
    const key = await crypto.subtle.importKey(
      'spki',
      fromBase64(publicKey),
      { name: 'RSA-PSS', hash: 'SHA-384' },
      true,
      ['verify'],
    );
    const pss = { name: 'RSA-PSS', saltLength: 48 };
    expect(await crypto.subtle.verify(pss, key, fromBase64(signature), fromBase64(message))).toBe(true);
    expect(seen).toHaveLength(1);
    expect(seen).not.toContain(signature);
    expect(seen).not.toContain(message);
  });

  test('once it was received the token is forgotten', async () => {
    await taken();
    server();
    await sendSheet(ME, WAVE, sheet);
    expect(await heldBallot(ME, WAVE)).toBeUndefined();
    expect(await waitingSheets()).toEqual([]);
    expect(mayWait()).toBe(false);
    await expect(sendSheet(ME, WAVE, sheet)).rejects.toThrow('no ballot');
  });

  test.each(['offline', 503, 500, 429] as const)('after %s it waits and goes out later', async (what) => {
    await taken();
    const requests = server(what, what);
    expect(await sendSheet(ME, WAVE, sheet)).toEqual({ kind: 'waiting' });
    expect(mayWait()).toBe(true);
    closeBallotStore();
    expect(await waitingSheets()).toEqual([WAVE]);
    expect(await sendWaiting()).toEqual([{ kind: 'waiting' }]);
    expect(await sendWaiting()).toEqual([{ kind: 'received', code: undefined }]);
    expect(new Set(requests.map(({ init }) => init.body)).size).toBe(1);
    expect(await waitingSheets()).toEqual([]);
    expect(mayWait()).toBe(false);
  });

  test('two tabs that send at once, send once each', async () => {
    await taken();
    const requests = server('offline');
    await sendSheet(ME, WAVE, sheet);
    await Promise.all([sendWaiting(), sendWaiting()]);
    expect(requests).toHaveLength(2);
  });

  test('what does not fit is refused and the ballot stays', async () => {
    await taken();
    server(400);
    expect(await sendSheet(ME, WAVE, sheet)).toMatchObject({ kind: 'refused', message: 'No.' });
    expect(await heldBallot(ME, WAVE)).toBeDefined();
    expect(await waitingSheets()).toEqual([]);
  });

  test('when the wave is over everything of it is forgotten', async () => {
    await taken();
    server(410);
    expect(await sendSheet(ME, WAVE, sheet)).toEqual({ kind: 'closed', message: 'No.' });
    expect(await heldBallot(ME, WAVE)).toBeUndefined();
    expect(await waitingSheets()).toEqual([]);
  });

  test('nothing is asked where nothing waits', async () => {
    const requests = server();
    expect(await sendWaiting()).toEqual([]);
    expect(requests).toEqual([]);
  });
});

describe('answers to one’s words', () => {
  test('only the hash of a secret goes along, and the secret finds the answer', async () => {
    await taken();
    const requests = server();
    const sent = await sendSheet(ME, WAVE, {
      answers: {},
      words: { [WORDS]: 'More light.', [QUESTION]: '  ' },
      replies: true,
    });
    const words = requests[0]?.body.sheet['words'] as Record<string, { text: string; reply: string }>;
    expect(Object.keys(words)).toEqual([WORDS]);
    const code = (await replyCodes(ME))[0] ?? '';
    expect(sent).toEqual({ kind: 'received', code });
    const secret = await secretOf(code, 0);
    expect(words[WORDS]?.reply).toBe(await hashOf(secret));
    expect(JSON.stringify(requests)).not.toContain(secret);
    expect(JSON.stringify(requests)).not.toContain(code);

    const answer = { secret, words: 'More light.', question: 'Q', title: 'T', answers: [] };
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
      asked.push(...(JSON.parse(String(init.body)) as { secrets: string[] }).secrets);
      return new Response(JSON.stringify({ replies: [answer] }));
    });
    expect(await replies(ME)).toEqual([answer]);
    expect(asked).toEqual([secret]);
    expect(await replies('UGVyc29uOnlvdQ==')).toEqual([]);
  });

  test('who wants no answers sends no hash, and keeps nothing', async () => {
    await taken();
    const requests = server();
    await sendSheet(ME, WAVE, { ...sheet, words: { [WORDS]: 'x' } });
    expect(requests[0]?.body.sheet['words']).toEqual({ [WORDS]: { text: 'x', reply: null } });
    expect(await replyCodes(ME)).toEqual([]);
  });

  test('a code goes over to another device, however it is typed, and a slip is noticed', async () => {
    const code = await newCode();
    expect(code).toMatch(/^([0-9A-Z]{5}-){5}[0-9A-Z]{4}$/);
    expect(await readCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(code);
    expect(await readCode(code.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(code);
    const at = code[3] === 'A' ? 'B' : 'A';
    expect(await readCode(code.slice(0, 3) + at + code.slice(4))).toBeUndefined();
    expect(await readCode('')).toBeUndefined();
    expect(await addReplyCode(ME, code.toLowerCase())).toBe(true);
    expect(await addReplyCode(ME, 'nonsense')).toBe(false);
    expect(await replyCodes(ME)).toEqual([code]);
    const requests = server();
    await replies(ME);
    expect(requests[0]?.body.secrets).toHaveLength(50);
    await forgetReplyCode(code);
    expect(await replyCodes(ME)).toEqual([]);
  });

  test('without a network it is not known', async () => {
    await addReplyCode(ME, await newCode());
    server('offline');
    expect(await replies(ME)).toBeUndefined();
  });

  test('two codes have no secret in common', async () => {
    const [one, other] = [await newCode(), await newCode()];
    const secrets = [await secretOf(one, 0), await secretOf(one, 1), await secretOf(other, 0)];
    expect(new Set(secrets).size).toBe(3);
    // SHA-256 of 32 zero bytes: bytes are hashed, not letters.
    expect(await hashOf('00'.repeat(32))).toBe(
      '66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925',
    );
  });
});

test('the store keeps nothing of a person but under which key it lies', async () => {
  await taken();
  const store = await ballotStore();
  const token = await store.token(`${ME} ${WAVE}`);
  expect(Object.keys(token ?? {}).sort()).toEqual([
    'blinded',
    'classNumber',
    'inverse',
    'key',
    'prepared',
    'publicKey',
    'signature',
    'waveId',
  ]);
});
