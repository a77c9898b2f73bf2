import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import KudosPage from '@/app/pages/KudosPage';
import { expectAccessible, show } from '@/test/render';
import { around, bo, comment, cy, kudos, me, mo, people, refusal, value, withComments } from '../test/kudos';

const page = (
  <main>
    <Routes>
      <Route path="recognition/:id" element={<KudosPage />} />
      <Route path="recognition" element={<p>The feed</p>} />
    </Routes>
  </main>
);
const at = '/recognition/k1';
const of = (part: object = {}, ...comments: unknown[]) => ({
  KudosPage: { kudos: withComments(kudos(part as Record<string, unknown>), comments) },
  TextWarnings: { textWarnings: [] },
});
const inputs = (sent: { operationName: string; variables: Record<string, unknown> }[], name: string) =>
  sent.filter((one) => one.operationName === name).map((one) => one.variables['input']);

async function act(user: { click: (element: Element) => Promise<void> }, name: string) {
  await user.click(await screen.findByRole('button', { name: 'More to do with this' }));
  await user.click(await screen.findByRole('menuitem', { name }));
  return within(await screen.findByRole('dialog'));
}

test('a card has everything that its readers may know', async () => {
  show(page, {
    at,
    answers: of({
      message: 'With @Cy Young, **truly**.',
      mentions: [{ __typename: 'Mention', label: 'Cy Young', person: cy }],
      groups: [
        { __typename: 'KudosGroup', kind: 'TEAM', name: 'Mo Diaz', size: 4 },
        { __typename: 'KudosGroup', kind: 'DEPARTMENT', name: 'Sales', size: 1 },
      ],
      visibility: 'TEAM',
      audience: mo,
      points: 20,
      pointsForViewer: 5,
      pictureUrl: '/files/f1',
      pictureAlt: 'A cake',
      awards: [{ __typename: 'Award', id: 'a1', name: 'The long breath' }],
    }),
  });
  await screen.findByRole('article', {
    name: "Mo Diaz says thank you to Bo Chen, Mo Diaz's team (4 people), and Sales (1 person)",
  }).catch(() =>
    screen.findByRole('article', {
      name: "Mo Diaz says thank you to Bo Chen, Mo Diaz's team (4 people) and Sales (1 person)",
    }),
  );
  expect((await screen.findByRole('link', { name: '@Cy Young' })).getAttribute('href')).toContain('/people/');
  expect(screen.getByRole('img', { name: 'A cake' }).getAttribute('src')).toBe('/files/f1');
  expect(screen.getByText('5 points for you')).toBeTruthy();
  expect(screen.getByText("Mo Diaz's team")).toBeTruthy();
  expect(screen.getByRole('link', { name: 'The long breath' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Finish it' }).getAttribute('href')).toBe('/recognition?value=v1');
  await expectAccessible();
});

test('the author mends the words; whoever is picked anew is mentioned', async () => {
  const { user, sent } = show(page, {
    at,
    answers: {
      ...of({ canEdit: true, author: me }),
      KudosToEdit: {
        kudos: kudos({ editableUntil: '2026-11-21T20:00:00Z' }),
        companyValues: [value],
        recognitionSettings: around.GiveKudosForm.recognitionSettings,
      },
      PeopleToMention: people(cy),
      EditKudos: {
        editKudos: { __typename: 'EditKudosSuccess', kudos: { __typename: 'Kudos', id: 'k1' }, notTold: [] },
      },
    },
  });
  const dialog = await act(user, 'Change the words');
  const field = await dialog.findByLabelText(/What for/);
  await user.type(field, ' With @c');
  await user.click(await dialog.findByRole('option', { name: /Cy Young/ }));
  expect(dialog.getByText(/the earlier words stay readable/)).toBeTruthy();
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await screen.findByText('Changed. The earlier words can still be read.');
  expect(inputs(sent, 'EditKudos')).toEqual([
    {
      kudosId: 'k1',
      message: 'Thank you for staying late. With @Cy Young ',
      companyValueId: 'v1',
      mentionIds: [cy.id],
      despiteWarning: false,
    },
  ]);
});

test('earlier wordings can be read', async () => {
  const { user } = show(page, {
    at,
    answers: {
      ...of({ editedAt: '2026-11-20T10:00:00Z' }),
      KudosEdits: {
        kudos: {
          ...kudos(),
          edits: [
            { __typename: 'KudosEdit', at: '2026-11-20T10:00:00Z', message: 'Thnak you.', companyValue: null },
          ],
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'edited' }));
  await screen.findByText('Thnak you.');
  await expectAccessible();
});

test('taking thanks back says what it means, and leads to the feed', async () => {
  const { user, sent } = show(page, {
    at,
    answers: {
      ...of({ canWithdraw: true, points: 10 }),
      WithdrawKudos: { withdrawKudos: { __typename: 'WithdrawKudosSuccess', withdrawnId: 'k1' } },
    },
  });
  const dialog = await act(user, 'Take it back');
  expect(dialog.getByText(/the points come back to you/)).toBeTruthy();
  expect(inputs(sent, 'WithdrawKudos')).toEqual([]);
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: 'Take it back' }));
  await screen.findByText('The feed');
  expect(inputs(sent, 'WithdrawKudos')).toEqual([{ kudosId: 'k1' }]);
});

test('a refused withdrawal stays open and says why', async () => {
  const { user } = show(page, {
    at,
    answers: {
      ...of({ canWithdraw: true, points: 10 }),
      WithdrawKudos: { withdrawKudos: refusal('POINTS_SPENT', 'The points were spent already.') },
    },
  });
  const dialog = await act(user, 'Take it back');
  await user.click(dialog.getByRole('button', { name: 'Take it back' }));
  await dialog.findByText('The points were spent already.');
});

test('a receiver keeps thanks between the few', async () => {
  const { user, sent } = show(page, {
    at,
    answers: {
      ...of({ canMakePrivate: true }),
      MakeKudosPrivate: {
        makeKudosPrivate: { __typename: 'MakeKudosPrivateSuccess', kudos: kudos({ visibility: 'PRIVATE' }) },
      },
    },
  });
  const dialog = await act(user, 'Keep it between us');
  await user.click(dialog.getByRole('button', { name: 'Keep it between us' }));
  await waitFor(() => expect(inputs(sent, 'MakeKudosPrivate')).toEqual([{ kudosId: 'k1' }]));
});

test('whoever reports something knows who will read it', async () => {
  const { user, sent } = show(page, {
    at,
    answers: {
      ...of({ canReport: true }),
      ReportContent: { reportContent: { __typename: 'ReportContentSuccess', reportedId: 'r1' } },
    },
  });
  const dialog = await act(user, 'Report');
  await user.click(dialog.getByLabelText('It gives away something confidential'));
  await user.type(dialog.getByLabelText('In your words'), 'The price.');
  expect(dialog.getByText(/even if it is private/)).toBeTruthy();
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: 'Report' }));
  await screen.findByText('Thank you. The moderators will look at it.');
  expect(inputs(sent, 'ReportContent')).toEqual([{ kudosId: 'k1', reason: 'CONFIDENTIAL', words: 'The price.' }]);
});

test('moderators hide with a reason, and show again', async () => {
  const { user, sent } = show(page, {
    at,
    answers: {
      ...of({ canHide: true, canRestore: true, hidden: true, hiddenReason: 'A price.' }),
      HideKudos: { hideKudos: { __typename: 'HideKudosSuccess', kudos: { __typename: 'Kudos', id: 'k1', hidden: true } } },
      RestoreContent: { restoreContent: { __typename: 'RestoreContentSuccess', restoredId: 'k1' } },
    },
  });
  await screen.findByText('Hidden by the moderators: A price.');
  expect(screen.queryByRole('group', { name: 'Reactions' })).toBeNull();
  const hiding = await act(user, 'Hide');
  await user.type(hiding.getByLabelText(/Why/), 'Names a customer.');
  await user.click(hiding.getByRole('button', { name: 'Hide' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const restoring = await act(user, 'Show again');
  await user.type(restoring.getByLabelText(/Why/), 'They agreed.');
  await user.click(restoring.getByRole('button', { name: 'Show again' }));
  await waitFor(() => expect(inputs(sent, 'RestoreContent')).toEqual([{ kudosId: 'k1', reason: 'They agreed.' }]));
  expect(inputs(sent, 'HideKudos')).toEqual([{ kudosId: 'k1', reason: 'Names a customer.' }]);
});

test('its page has the comments, their mentions and a place for one more', async () => {
  const { user, sent } = show(page, {
    at,
    answers: {
      ...of(
        {},
        comment({
          body: '@Cy Young too!',
          mentions: [{ __typename: 'Mention', label: 'Cy Young', person: cy }],
        }),
      ),
      PeopleToMention: people(cy),
      CommentOnKudos: {
        commentOnKudos: {
          __typename: 'CommentOnKudosSuccess',
          comment: { __typename: 'KudosComment', id: 'c2' },
          notTold: [cy],
        },
      },
    },
  });
  await screen.findByRole('link', { name: '@Cy Young' });
  const field = screen.getByLabelText('Your comment') as HTMLTextAreaElement;
  await user.type(field, 'Me too, @c');
  await user.click(await screen.findByRole('option', { name: /Cy Young/ }));
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Say it' }));
  await waitFor(() => expect(field.value).toBe(''));
  expect(inputs(sent, 'CommentOnKudos')).toEqual([
    { kudosId: 'k1', body: 'Me too, @Cy Young ', mentionIds: [cy.id], despiteWarning: false },
  ]);
  await screen.findByText('Cy Young may not see this, so was not told.');
});

test("one's own comment is removed and can be put back; a hidden one says why to its author", async () => {
  const { user, sent } = show(page, {
    at,
    answers: {
      ...of(
        {},
        comment({ id: 'c1', author: me, canDelete: true, body: 'Oh.' }),
        comment({ id: 'c2', body: 'Hm.', hidden: true, hiddenReason: 'Unkind.', canRestore: true }),
      ),
      DeleteKudosComment: {
        deleteKudosComment: { __typename: 'DeleteKudosCommentSuccess', kudos: { __typename: 'Kudos', id: 'k1' } },
      },
      CommentOnKudos: {
        commentOnKudos: {
          __typename: 'CommentOnKudosSuccess',
          comment: { __typename: 'KudosComment', id: 'c3' },
          notTold: [],
        },
      },
    },
  });
  await screen.findByText('Hidden by the moderators: Unkind.');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'More to do with the comment of Ann Lee' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Remove' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(inputs(sent, 'CommentOnKudos')).toHaveLength(1));
  expect(inputs(sent, 'DeleteKudosComment')).toEqual([{ commentId: 'c1' }]);
});

test('what is not there, or not for the viewer, looks the same', async () => {
  show(page, { at, answers: { KudosPage: { kudos: null } } });
  await screen.findByText('Nothing to see here');
  await expectAccessible();
});

test('many people stand there as a few and a number, in the feed', async () => {
  const crowd = Array.from({ length: 8 }, (_, index) => ({ ...bo, id: `p${index}`, name: `Person ${index}` }));
  const { KudosCard } = await import('../KudosCard');
  show(<KudosCard kudos={kudos({ receivers: crowd }) as never} />, { answers: {} });
  expect(screen.getByRole('article', { name: /Person 0, Person 1, Person 2, Person 3,? and 4 more/ })).toBeTruthy();
  expect(screen.queryByText('Person 4')).toBeNull();
});

test('a long text is shown in part, and whole when asked', async () => {
  const { KudosCard } = await import('../KudosCard');
  const { user } = show(<KudosCard kudos={kudos({ message: 'long '.repeat(300) }) as never} />, { answers: {} });
  const button = screen.getByRole('button', { name: 'Read it all' });
  expect(button.getAttribute('aria-expanded')).toBe('false');
  await user.click(button);
  expect(screen.getByRole('button', { name: 'Show less' }).getAttribute('aria-expanded')).toBe('true');
});
