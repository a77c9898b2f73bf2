import { randomBytes, sha256, toHex } from './bytes';

/** The most words with a reply secret in one sheet: so many secrets are tried for a code. */
export const MOST_SECRETS = 50;

const SEED_BYTES = 16;
const CHECK_BYTES = 2;
// Crockford's: no I, L, O, U, which are read as something else.
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 5;

/**
 * A new code: 29 letters and digits from which the secrets of one sheet are made. Who has it finds the
 * answers to what was written; from the secrets' hashes, which are all that is sent, nobody gets back to it.
 */
export async function newCode(): Promise<string> {
  return written(randomBytes(SEED_BYTES));
}

async function written(seed: Uint8Array<ArrayBuffer>): Promise<string> {
  const check = (await sha256(seed)).slice(0, CHECK_BYTES);
  const bits = [...seed, ...check].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  let text = '';
  for (let at = 0; at < bits.length; at += 5) {
    text += LETTERS[Number.parseInt(bits.slice(at, at + 5).padEnd(5, '0'), 2)];
  }
  return (text.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join('-');
}

/** The code as it is kept, from however it was typed; undefined when it is none or has a slip. */
export async function readCode(typed: string): Promise<string | undefined> {
  const seed = seedOf(typed);
  if (!seed) return undefined;
  const code = await written(seed);
  return plain(code) === plain(typed) ? code : undefined;
}

const plain = (typed: string): string =>
  typed.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1').replaceAll(/[^0-9A-Z]/g, '');

function seedOf(typed: string): Uint8Array<ArrayBuffer> | undefined {
  const places = [...plain(typed)].map((letter) => LETTERS.indexOf(letter));
  if (places.length !== Math.ceil(((SEED_BYTES + CHECK_BYTES) * 8) / 5) || places.includes(-1)) {
    return undefined;
  }
  const bits = places.map((place) => place.toString(2).padStart(5, '0')).join('');
  return Uint8Array.from({ length: SEED_BYTES }, (_, byte) =>
    Number.parseInt(bits.slice(byte * 8, byte * 8 + 8), 2),
  );
}

/** The secret of the words with this number in their sheet: 32 bytes, hexadecimal. */
export async function secretOf(code: string, number: number): Promise<string> {
  const seed = seedOf(code);
  if (!seed) throw new Error('no code');
  const name = new TextEncoder().encode(`erm reply ${number} `);
  return toHex(await sha256(Uint8Array.from([...name, ...seed])));
}

/** What goes along with the words: the SHA-256 of the secret's bytes, hexadecimal. */
export async function hashOf(secret: string): Promise<string> {
  const bytes = (secret.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return toHex(await sha256(Uint8Array.from(bytes)));
}
