import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { expectAccessible, show } from '@/test/render';
import { PromiseCard } from './PromiseCard';

test('the promise stands word for word, with the number to check it by', async () => {
  show(
    <PromiseCard promise={{ sentences: ['Nobody learns who answered what.'], hash: 'ab12' }} />,
  );
  expect(await screen.findByText('Nobody learns who answered what.')).toBeTruthy();
  expect(screen.getByText('ab12')).toBeTruthy();
  await expectAccessible();
});

test('of a draft there is nothing to check yet', async () => {
  show(<PromiseCard promise={{ sentences: ['Nobody learns who answered what.'], hash: '' }} />);
  await screen.findByText('Nobody learns who answered what.');
  expect(screen.queryByText('How to check it')).toBeNull();
});
