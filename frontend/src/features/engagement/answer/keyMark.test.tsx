import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fingerprint } from '@/lib/ballot/token';
import { expectAccessible, show } from '@/test/render';
import { KeyMark } from './KeyMark';

test('the mark of the key is shown, the same for everybody', async () => {
  show(<KeyMark publicKey="AAECAwQF" />);
  expect((await screen.findByText(await fingerprint('AAECAwQF'))).tagName).toBe('CODE');
  await expectAccessible();
});

test('a key that cannot be read has no mark', async () => {
  show(<KeyMark publicKey="?" />);
  await Promise.resolve();
  expect(screen.queryByText('How can I check that?')).toBeNull();
});
