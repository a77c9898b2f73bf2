import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { expectAccessible, person, show } from '@/test/render';
import { Leaderboard } from './Leaderboard';
import { TeamThanks } from './TeamThanks';

const line = (name: string, more: Record<string, unknown> = {}) => ({
  __typename: 'TeamThanksLine',
  person: person(name),
  lastThankedOn: '2026-11-18',
  days: 4,
  quiet: false,
  received: 3,
  given: 1,
  ...more,
});

test('whom nobody has thanked for long stands first, and can be thanked', async () => {
  show(<TeamThanks />, {
    answers: {
      TeamThanks: {
        teamThanks: {
          __typename: 'TeamThanks',
          quietAfter: 60,
          lines: [
            line('Bo Ray'),
            line('Cy Hall', { quiet: true, lastThankedOn: null, days: null, received: 0 }),
          ],
        },
      },
    },
  });
  expect(await screen.findByText('One of them has had no thanks for 60 days.')).toBeTruthy();
  const [first] = within(screen.getByRole('list', { name: 'My team' })).getAllByRole('listitem');
  expect(first?.textContent).toContain('Cy Hall');
  expect(first?.textContent).toContain('Not thanked yet');
  expect(screen.getByRole('link', { name: 'Thank Cy Hall' }).getAttribute('href')).toContain(
    '/recognition?',
  );
  await expectAccessible();
});

test('a team of nobody is told what would stand here', async () => {
  show(<TeamThanks />, {
    answers: { TeamThanks: { teamThanks: { __typename: 'TeamThanks', quietAfter: 60, lines: [] } } },
  });
  expect(await screen.findByText('Nobody reports to you')).toBeTruthy();
});

test('there is no leaderboard where the company wants none', async () => {
  show(<Leaderboard />, { answers: { Leaderboard: { leaderboard: null } } });
  expect(await screen.findByText('Nothing to see here')).toBeTruthy();
});

test('places are shared, one’s own is marked, and one can leave', async () => {
  const { sent, user } = show(<Leaderboard />, {
    answers: {
      Leaderboard: {
        leaderboard: {
          __typename: 'Leaderboard',
          days: 30,
          onIt: true,
          lines: [
            { __typename: 'LeaderboardLine', place: 1, received: 5, isViewer: false, person: person('Bo Ray') },
            { __typename: 'LeaderboardLine', place: 1, received: 5, isViewer: true, person: person('Ann Lee') },
          ],
        },
      },
      LeaveLeaderboard: {
        editRecognitionPreference: {
          __typename: 'EditRecognitionPreferenceSuccess',
          preference: { __typename: 'RecognitionPreference', onLeaderboard: false },
        },
      },
    },
  });
  expect(await screen.findAllByLabelText('Place 1')).toHaveLength(2);
  await expectAccessible();
  await user.click(screen.getByRole('switch', { name: /I am on it/ }));
  expect(await screen.findByText('You are not on the leaderboard any more')).toBeTruthy();
  expect(sent.find((one) => one.operationName === 'LeaveLeaderboard')?.variables).toEqual({
    input: { onLeaderboard: false },
  });
});
