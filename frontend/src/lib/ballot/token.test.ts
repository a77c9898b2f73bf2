import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fromBase64, toBase64Url, toHex } from './bytes';
import { fingerprint, finishToken, makeToken, TokenFailed } from './token';

/** RFC 9474, appendix A.1; the server is held to the same file. */
const vector = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../tests/engagement/ballots/rfc9474.json'), 'utf8'),
) as Record<'p' | 'q' | 'n' | 'e' | 'd' | 'msg' | 'msg_prefix' | 'salt' | 'inv' | 'blinded_msg' | 'blind_sig' | 'sig', string>;

const bytes = (hex: string) =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

async function publicKey(): Promise<string> {
  const key = await crypto.subtle.importKey(
    'jwk',
    { kty: 'RSA', n: toBase64Url(bytes(vector.n)), e: toBase64Url(bytes(vector.e)) },
    { name: 'RSA-PSS', hash: 'SHA-384' },
    true,
    ['verify'],
  );
  return toBase64Url(new Uint8Array(await crypto.subtle.exportKey('spki', key)));
}

/** The server's half, with the vector's own key. */
function signed(blinded: Uint8Array): Uint8Array {
  const [n, d] = [BigInt(`0x${vector.n}`), BigInt(`0x${vector.d}`)];
  let [result, base, exponent] = [1n, BigInt(`0x${toHex(blinded)}`) % n, d];
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % n;
    base = (base * base) % n;
  }
  return bytes(result.toString(16).padStart(vector.n.length, '0'));
}

/** Has the next random numbers come out as the vector has them. */
function chance(...values: Uint8Array[]) {
  const next = vi.spyOn(crypto, 'getRandomValues');
  for (const value of values) {
    next.mockImplementationOnce((array) => {
      (array as Uint8Array).set(value);
      // The library uses what is given back, whatever length it asked for.
      return value as typeof array;
    });
  }
}

function inverseOf(a: bigint, n: bigint): bigint {
  let [r, next, s, nextS] = [n, a % n, 0n, 1n];
  while (next > 0n) {
    const q = r / next;
    [r, next] = [next, r - q * next];
    [s, nextS] = [nextS, s - q * nextS];
  }
  return ((s % n) + n) % n;
}

afterEach(() => vi.restoreAllMocks());

describe('RSABSSA-SHA384-PSS-Randomized', () => {
  test('blinds and finishes as RFC 9474, appendix A.1', async () => {
    const key = await publicKey();
    const n = BigInt(`0x${vector.n}`);
    const r = inverseOf(BigInt(`0x${vector.inv}`), n).toString(16).padStart(vector.n.length, '0');
    const { RSABSSA } = await import('@cloudflare/blindrsa-ts');
    const rsa = RSABSSA.SHA384.PSS.Randomized();
    chance(bytes(vector.msg_prefix), bytes(vector.salt), bytes(r));
    const prepared = rsa.prepare(bytes(vector.msg));
    expect(toHex(prepared)).toBe(vector.msg_prefix + vector.msg);
    const imported = await crypto.subtle.importKey(
      'spki',
      fromBase64(key),
      { name: 'RSA-PSS', hash: 'SHA-384' },
      true,
      ['verify'],
    );
    const { blindedMsg, inv } = await rsa.blind(imported, prepared);
    expect(toHex(blindedMsg)).toBe(vector.blinded_msg);
    expect(toHex(inv)).toBe(vector.inv);
    const signature = await finishToken(
      key,
      { prepared: bytes(vector.msg_prefix + vector.msg), inverse: bytes(vector.inv) },
      bytes(vector.blind_sig),
    );
    expect(toHex(signature)).toBe(vector.sig);
  });

  test('a token that was made here is signed unseen and finished', async () => {
    const key = await publicKey();
    const made = await makeToken(key);
    expect(made.prepared).toHaveLength(64);
    expect(toHex(made.blinded)).not.toContain(toHex(made.prepared.slice(32)));
    const signature = await finishToken(key, made, signed(made.blinded));
    expect(signature).toHaveLength(512);
  }, 20_000);

  test('two tokens have nothing in common', async () => {
    const key = await publicKey();
    const [one, other] = [await makeToken(key), await makeToken(key)];
    expect(toHex(one.prepared)).not.toBe(toHex(other.prepared));
    expect(toHex(one.blinded)).not.toBe(toHex(other.blinded));
    expect(toHex(one.inverse)).not.toBe(toHex(other.inverse));
  }, 20_000);

  test('what is no signature of the token is refused', async () => {
    const key = await publicKey();
    const made = { prepared: bytes(vector.msg_prefix + vector.msg), inverse: bytes(vector.inv) };
    const wrong = bytes(vector.blind_sig);
    wrong[5] = (wrong[5] ?? 0) ^ 1;
    await expect(finishToken(key, made, wrong)).rejects.toThrow(TokenFailed);
    await expect(finishToken(key, made, wrong.slice(1))).rejects.toThrow(TokenFailed);
  });

  test('a key that is none, or too short to be safe, is refused', async () => {
    await expect(makeToken('AAAA')).rejects.toThrow(TokenFailed);
    const short = await crypto.subtle.generateKey(
      {
        name: 'RSA-PSS',
        hash: 'SHA-384',
        modulusLength: 1024,
        publicExponent: Uint8Array.of(1, 0, 1),
      },
      true,
      ['sign', 'verify'],
    );
    const spki = new Uint8Array(await crypto.subtle.exportKey('spki', short.publicKey));
    await expect(makeToken(toBase64Url(spki))).rejects.toThrow('too short');
  });

  test('a key has a short name that people can compare', async () => {
    const key = await publicKey();
    expect(await fingerprint(key)).toMatch(/^[0-9a-f]{4}( [0-9a-f]{4}){3}$/);
    expect(await fingerprint(key)).toBe(await fingerprint(`${key}==`));
  });
});
