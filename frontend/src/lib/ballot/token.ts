import { fromBase64, randomBytes, sha256, toHex } from './bytes';

/** What this browser makes up, and the server signs without seeing it (RFC 9474). */
export interface Blinded {
  /** 32 random bytes in front, then the token: 32 more. */
  prepared: Uint8Array<ArrayBuffer>;
  /** What the server sees. It says nothing of `prepared`. */
  blinded: Uint8Array<ArrayBuffer>;
  /** What turns the server's signature of `blinded` into one of `prepared`. Never leaves the browser. */
  inverse: Uint8Array<ArrayBuffer>;
}

const TOKEN_BYTES = 32;
const FEWEST_BITS = 2048;

/** The key is none, too short, or the server's answer was not signed with it. */
export class TokenFailed extends Error {}

/** Loaded when somebody answers a survey, not before. */
async function suite() {
  const { RSABSSA } = await import('@cloudflare/blindrsa-ts');
  return RSABSSA.SHA384.PSS.Randomized();
}

async function imported(publicKey: string): Promise<CryptoKey> {
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey(
      'spki',
      fromBase64(publicKey),
      { name: 'RSA-PSS', hash: 'SHA-384' },
      true,
      ['verify'],
    );
  } catch (error) {
    throw new TokenFailed('The key cannot be read', { cause: error });
  }
  if ((key.algorithm as RsaHashedKeyAlgorithm).modulusLength < FEWEST_BITS) {
    throw new TokenFailed('The key is too short');
  }
  return key;
}

/** Makes up a token and blinds it. `publicKey` is SubjectPublicKeyInfo (DER) in base64. */
export async function makeToken(publicKey: string): Promise<Blinded> {
  const [key, rsa] = [await imported(publicKey), await suite()];
  const prepared = rsa.prepare(randomBytes(TOKEN_BYTES)) as Uint8Array<ArrayBuffer>;
  const { blindedMsg, inv } = await rsa.blind(key, prepared);
  return {
    prepared,
    blinded: blindedMsg as Uint8Array<ArrayBuffer>,
    inverse: inv as Uint8Array<ArrayBuffer>,
  };
}

/** The signature of the token, from the server's blind one. Throws `TokenFailed` when it is none. */
export async function finishToken(
  publicKey: string,
  made: Pick<Blinded, 'prepared' | 'inverse'>,
  blindSignature: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const [key, rsa] = [await imported(publicKey), await suite()];
  try {
    const signature = await rsa.finalize(key, made.prepared, blindSignature, made.inverse);
    return signature as Uint8Array<ArrayBuffer>;
  } catch (error) {
    throw new TokenFailed('The server signed something else', { cause: error });
  }
}

/**
 * A short name of the key, the same for everybody who answers: who was given another key than their
 * colleagues could be told by it.
 */
export async function fingerprint(publicKey: string): Promise<string> {
  const name = toHex(await sha256(fromBase64(publicKey)));
  return [0, 4, 8, 12].map((at) => name.slice(at, at + 4)).join(' ');
}
