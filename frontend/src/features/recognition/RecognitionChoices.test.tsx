import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { expectAccessible, show } from '@/test/render';
import { RecognitionChoices } from './RecognitionChoices';

test('each choice is saved when it is made, and one’s own thanks can be taken along', async () => {
  const viewer = {
    __typename: 'Viewer',
    recognitionPreference: { __typename: 'RecognitionPreference', thanksNudges: true, onLeaderboard: true },
  };
  const { sent, user } = show(<RecognitionChoices viewer={viewer as never} />, {
    answers: {
      EditRecognitionPreference: {
        editRecognitionPreference: {
          __typename: 'EditRecognitionPreferenceSuccess',
          preference: { ...viewer.recognitionPreference, thanksNudges: false },
        },
      },
    },
  });
  await expectAccessible();
  await user.click(screen.getByRole('switch', { name: /A hint when I have not thanked anybody/ }));
  expect(await screen.findByText('Saved')).toBeTruthy();
  expect(sent.map((one) => one.variables)).toEqual([{ input: { thanksNudges: false } }]);
  expect(screen.getByRole('link', { name: 'Download as CSV' }).getAttribute('href')).toBe(
    '/exports/own-kudos.csv',
  );
});
