import { screen, waitFor } from '@testing-library/react';
import { useLocation } from 'react-router';
import { expect, test } from 'vitest';
import { expectAccessible, show } from '@/test/render';
import { bo, mo } from './test/kudos';
import { ThanksNudge } from './ThanksNudge';

const nudge = (since: string | null) =>
  ({
    __typename: 'ThanksNudge',
    id: 'n1',
    since,
    helpers: [
      { __typename: 'ThanksHelper', person: bo, reason: 'Kept a promise to you' },
      { __typename: 'ThanksHelper', person: mo, reason: 'Gave you feedback' },
    ],
  }) as never;

function Where() {
  return <output>{useLocation().search}</output>;
}

test('it says why, and leads to thanks for each of them, over the page one is on', async () => {
  const { user } = show(
    <main>
      <ThanksNudge nudge={nudge('2026-10-20')} />
      <Where />
    </main>,
  );
  expect(screen.getByText(/You have not thanked anyone since 20 October/)).toBeTruthy();
  expect(screen.getByText('Kept a promise to you')).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Thank Bo Chen' }));
  expect(document.querySelector('output')?.textContent).toBe(`?thank=${encodeURIComponent(bo.id)}`);
});

test('it can be put away, and says so when that failed', async () => {
  let works = false;
  const { user, sent } = show(<ThanksNudge nudge={nudge(null)} />, {
    answers: {
      DismissThanksNudge: () =>
        works
          ? { dismissThanksNudge: { __typename: 'DismissThanksNudgeSuccess', dismissedId: 'n1' } }
          : { dismissThanksNudge: { __typename: 'Refusal', kind: 'NOT_FOUND', code: 'X', message: 'Not there.', field: null } },
    },
  });
  const away = screen.getByRole('button', { name: 'Not now' });
  await user.click(away);
  await screen.findByText('Not there.');
  works = true;
  await user.click(away);
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]?.variables).toEqual({ input: { nudgeId: 'n1' } });
});
