import { describe, expect, test } from 'vitest';
import { readText } from './readText';

const file = (...bytes: number[]) => new Blob([new Uint8Array(bytes)]);

describe('the text of a file', () => {
  test('is read as UTF-8, without its mark', async () => {
    expect(await readText(new Blob(['\uFEFFимя']), 'en')).toBe('имя');
  });

  test('is read as UTF-16 where it says so', async () => {
    expect(await readText(file(0xff, 0xfe, 0x38, 0x04), 'en')).toBe('и');
    expect(await readText(file(0xfe, 0xff, 0x04, 0x38), 'en')).toBe('и');
  });

  test('is read by the code page of the language where it is neither', async () => {
    expect(await readText(file(0xe8, 0xec, 0xff), 'ru')).toBe('имя');
    expect(await readText(file(0x63, 0x61, 0x66, 0xe9), 'en')).toBe('café');
  });
});
