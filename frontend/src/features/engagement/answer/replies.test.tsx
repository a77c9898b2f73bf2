import { screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import SurveyRepliesPage from '@/app/pages/SurveyRepliesPage';
import { expectAccessible, show } from '@/test/render';

const kept = vi.hoisted(() => ({
  codes: [] as string[],
  replies: [] as unknown[] | undefined,
}));

vi.mock('@/lib/ballot', () => ({
  replyCodes: async () => [...kept.codes],
  replies: async () => kept.replies,
  addReplyCode: async (_person: string, code: string) => {
    if (!code.startsWith('GOOD')) return false;
    kept.codes.push(code);
    return true;
  },
  forgetReplyCode: async (code: string) => {
    kept.codes = kept.codes.filter((one) => one !== code);
  },
}));

beforeEach(() => {
  kept.codes = [];
  kept.replies = [];
});

test('without a code it teaches what will stand here', async () => {
  show(<SurveyRepliesPage />);
  await screen.findByText('No comment of this browser waits for a reply');
  await expectAccessible();
});

test('a reply stands below one’s own words, and asks no server who one is', async () => {
  kept.codes = ['GOOD1'];
  kept.replies = [
    {
      secret: 's1',
      words: 'More light, please.',
      question: 'What should change?',
      title: 'Autumn pulse',
      answers: [{ words: 'Lamps are ordered.', by: 'Hana Berg', on: '2026-11-20' }],
    },
    { secret: 's2', words: 'Less noise.', question: 'And else?', title: 'Autumn pulse', answers: [] },
  ];
  const { sent } = show(<SurveyRepliesPage />);
  await screen.findByText('Lamps are ordered.');
  expect(screen.getByText('Hana Berg, 20 November')).toBeTruthy();
  expect(screen.getByText('No reply yet')).toBeTruthy();
  expect(sent).toEqual([]);
  await expectAccessible();
});

test('a code can be added, is refused with a slip, forgotten, and kept after all', async () => {
  const { user } = show(<SurveyRepliesPage />);
  const field = await screen.findByRole('textbox', { name: 'Code' });
  await user.type(field, 'BAD');
  await user.click(screen.getByRole('button', { name: 'Read' }));
  await screen.findByText('This is no such code');
  await user.clear(field);
  await user.type(field, 'GOOD2');
  await user.click(screen.getByRole('button', { name: 'Read' }));
  await screen.findByText('GOOD2');
  await user.click(screen.getByRole('button', { name: 'Forget here: code GOOD2' }));
  await user.click(await screen.findByRole('button', { name: 'Keep it' }));
  await screen.findByText('GOOD2');
});

test('when the server cannot be reached, it says so and the codes stay', async () => {
  kept.codes = ['GOOD1'];
  kept.replies = undefined;
  show(<SurveyRepliesPage />);
  await screen.findByText(/cannot be read just now/);
  expect(screen.getByText('GOOD1')).toBeTruthy();
});
