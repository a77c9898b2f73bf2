import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { expectAccessible, show } from '@/test/render';
import { DigestSettings } from './DigestSettings';

const ALL = ['NEEDS', 'MEETINGS', 'THANKS', 'COMPANY'];
const viewer = (more: Record<string, unknown> = {}) =>
  ({
    __typename: 'Viewer',
    digest: {
      __typename: 'DigestPreference',
      frequency: 'WEEKLY',
      weekday: 1,
      hour: 9,
      nextAt: '2026-11-23T08:00:00Z',
      sections: ALL,
      availableSections: ALL,
      cadence: 'WEEKLY',
      slowed: false,
      ...more,
    },
  }) as never;
const saved = {
  SetDigestPreference: {
    setDigestPreference: {
      __typename: 'SetDigestPreferenceSuccess',
      viewer: { __typename: 'Viewer', digest: { __typename: 'DigestPreference', frequency: 'WEEKLY' } },
    },
  },
};
const input = (more: Record<string, unknown>) => ({
  input: { frequency: 'WEEKLY', weekday: 1, hour: 9, sections: ALL, ...more },
});

test('how often, the day and the hour are saved when chosen, and the next one is told in words', async () => {
  const { user, sent } = show(<DigestSettings viewer={viewer()} />, { answers: saved });
  expect(
    screen.getByText(/^The next one comes on Monday,? 23 November, 0?9:00/),
  ).toBeTruthy();
  await expectAccessible();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Time' }), '7');
  await waitFor(() => expect(sent.at(-1)?.variables).toEqual(input({ hour: 7 })));
  await user.selectOptions(screen.getByRole('combobox', { name: 'How often' }), 'Every month');
  expect(await screen.findByRole('combobox', { name: 'The first of these days of the month' })).toBeTruthy();
  // What was chosen a moment before is in it.
  await waitFor(() => expect(sent.at(-1)?.variables).toEqual(input({ frequency: 'MONTHLY', hour: 7 })));
});

test('sections are switched each by itself and stay in their order', async () => {
  const { user, sent } = show(<DigestSettings viewer={viewer({ sections: ['NEEDS', 'THANKS', 'COMPANY'] })} />, {
    answers: saved,
  });
  await user.click(screen.getByRole('switch', { name: 'Your next one-on-ones' }));
  await waitFor(() => expect(sent.at(-1)?.variables).toEqual(input({ sections: ALL })));
  await user.click(screen.getByRole('switch', { name: /This week in the company/ }));
  await waitFor(() =>
    expect(sent.at(-1)?.variables).toEqual(input({ sections: ['NEEDS', 'MEETINGS', 'THANKS'] })),
  );
});

test('what is refused is taken back and says why', async () => {
  const { user } = show(<DigestSettings viewer={viewer()} />, {
    answers: {
      SetDigestPreference: {
        setDigestPreference: {
          __typename: 'Refusal',
          kind: 'INVALID_INPUT',
          code: 'DIGEST_HOUR',
          message: 'Not at this hour.',
          field: 'hour',
        },
      },
    },
  });
  const time = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Time' });
  await user.selectOptions(time, '21');
  expect(await screen.findByText('Not at this hour.')).toBeTruthy();
  expect(time.value).toBe('9');
});

test('one that comes more seldom because it was ignored says so, with the way back', async () => {
  const { user, sent } = show(<DigestSettings viewer={viewer({ cadence: 'MONTHLY', slowed: true })} />, {
    answers: saved,
  });
  expect(screen.getByText(/It comes monthly at present, more seldom than you chose/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'As often as I chose' }));
  await waitFor(() => expect(sent.at(-1)?.variables).toEqual(input({})));
});

test('switched off, nothing but how often is asked', () => {
  show(<DigestSettings viewer={viewer({ frequency: 'OFF', nextAt: null })} />);
  expect(screen.queryByRole('combobox', { name: 'Time' })).toBeNull();
  expect(screen.queryAllByRole('switch')).toEqual([]);
});
