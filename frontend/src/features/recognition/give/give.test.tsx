import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes, useLocation } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import RecognitionPage from '@/app/pages/RecognitionPage';
import ScheduledKudosPage from '@/app/pages/ScheduledKudosPage';
import { expectAccessible, show } from '@/test/render';
import { around, bo, cy, feed, mo, people, refusal, value } from '../test/kudos';
import { sharesOf } from './PointsField';

// As in the frame: the page's own header is no banner there.
const page = (
  <main>
    <RecognitionPage />
    <Where />
  </main>
);

function Where() {
  const { search } = useLocation();
  return <output>{search}</output>;
}

const given = (part: object = {}) => ({
  giveKudos: { __typename: 'GiveKudosSuccess', kudos: { __typename: 'Kudos', id: 'k9' }, notTold: [], ...part },
});
const whom = (...groups: object[]) => ({
  ...people(bo, cy),
  kudosGroups: groups.map((one) => ({ __typename: 'KudosGroupChoice', ...one })),
});
const answers = {
  ...around,
  KudosFeed: feed([]),
  KudosNow: { kudos: null },
  WhoToThank: ({ id }: Record<string, unknown>) => ({ node: [mo, bo, cy].find((one) => one.id === id) ?? null }),
  WhomToThank: whom(
    { kind: 'TEAM', id: mo.id, name: 'Mo Diaz', size: 4 },
    { kind: 'DEPARTMENT', id: 'd1', name: 'Engineering', size: 12 },
  ),
};
const inputs = (sent: { operationName: string; variables: Record<string, unknown> }[], name: string) =>
  sent.filter((one) => one.operationName === name).map((one) => one.variables['input'] as Record<string, unknown>);
const to = (...ids: string[]) => ids.map((id) => `to=${encodeURIComponent(id)}`).join('&');

test('thanks say who will see them, and what was typed survives a refusal and closing', async () => {
  const { user, sent } = show(page, {
    at: `/recognition?${to(bo.id)}`,
    answers: {
      ...answers,
      GiveKudos: { giveKudos: refusal('TEXT_REQUIRED', 'Please write something here.', 'message') },
    },
  });
  const dialog = within(await screen.findByRole('dialog'));
  await dialog.findByText('Bo Chen');
  expect(dialog.getByText('everyone in the company', { exact: false })).toBeTruthy();
  await user.click(dialog.getByText('Only them'));
  await dialog.findByText('only Bo Chen and you', { exact: false });
  await user.type(dialog.getByLabelText(/What for/), 'Thanks');
  await user.click(dialog.getByRole('button', { name: 'Say thank you' }));
  await dialog.findByText('Please write something here.');
  expect(inputs(sent, 'GiveKudos')[0]).toMatchObject({
    receiverIds: [bo.id],
    groups: [],
    message: 'Thanks',
    companyValueId: null,
    visibility: 'PRIVATE',
    audienceId: null,
    points: 0,
    despiteWarning: false,
  });
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await user.click(screen.getAllByRole('button', { name: 'Thank somebody' })[0] as HTMLElement);
  const again = within(await screen.findByRole('dialog'));
  expect((again.getByLabelText(/What for/) as HTMLTextAreaElement).value).toBe('Thanks');
  expect(again.getByText('Here is what you had begun to write.', { exact: false })).toBeTruthy();
});

test('people, a team and a department are thanked together', async () => {
  const { user, sent } = show(page, { at: '/recognition?give', answers: { ...answers, GiveKudos: given() } });
  const dialog = within(await screen.findByRole('dialog'));
  const field = dialog.getByRole('textbox', { name: 'Whom' });
  await user.type(field, 'e');
  await user.click(await screen.findByRole('option', { name: /Bo Chen/ }));
  await user.type(field, 'e');
  await user.click(await screen.findByRole('option', { name: /Mo Diaz's team/ }));
  await user.type(field, 'e');
  await user.click(await screen.findByRole('option', { name: /Engineering.*Department, 12 people/ }));
  await user.type(dialog.getByLabelText(/What for/), 'For the launch.');
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: 'Say thank you' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(inputs(sent, 'GiveKudos')[0]).toMatchObject({
    receiverIds: [bo.id],
    groups: [
      { kind: 'TEAM', id: mo.id },
      { kind: 'DEPARTMENT', id: 'd1' },
    ],
  });
});

test('a team sees what is for a team, and who that is stands there before', async () => {
  const { user, sent } = show(page, {
    at: `/recognition?${to(bo.id)}`,
    answers: { ...answers, GiveKudosAudiences: { teamAudiences: [mo, cy] }, GiveKudos: given() },
  });
  const dialog = within(await screen.findByRole('dialog'));
  await dialog.findByText('Bo Chen');
  await user.click(await dialog.findByText('A team'));
  await user.selectOptions(dialog.getByLabelText('Whose team'), cy.id);
  expect(dialog.getByText('Cy Young, everyone who reports to Cy Young, those you thank and you', { exact: false })).toBeTruthy();
  await user.type(dialog.getByLabelText(/What for/), 'Well held.');
  await user.click(dialog.getByRole('button', { name: 'Say thank you' }));
  await waitFor(() => expect(inputs(sent, 'GiveKudos')).toHaveLength(1));
  expect(inputs(sent, 'GiveKudos')[0]).toMatchObject({ visibility: 'TEAM', audienceId: cy.id });
});

test('a value is chosen by keys, and its meaning stands beneath', async () => {
  const { user, sent } = show(page, {
    at: `/recognition?${to(bo.id)}`,
    answers: { ...answers, GiveKudos: given() },
  });
  const dialog = within(await screen.findByRole('dialog'));
  const chip = await dialog.findByRole('radio', { name: 'Finish it' });
  dialog.getByRole('radio', { name: 'None in particular' }).focus();
  await user.keyboard('{ArrowUp}');
  await waitFor(() => expect((chip as HTMLInputElement).checked).toBe(true));
  await dialog.findByText('To the end.');
  await user.type(dialog.getByLabelText(/What for/), 'Done.');
  await user.click(dialog.getByRole('button', { name: 'Say thank you' }));
  await waitFor(() => expect(inputs(sent, 'GiveKudos')[0]).toMatchObject({ companyValueId: 'v1' }));
});

test('words that may hurt are said while one writes, and sent only by a second wish', async () => {
  const { user, sent } = show(page, {
    at: `/recognition?${to(bo.id)}`,
    answers: {
      ...answers,
      TextWarnings: { textWarnings: ['idiot'] },
      GiveKudos: ({ input }: Record<string, any>) =>
        input.despiteWarning ? given() : { giveKudos: refusal('TEXT_MAY_HURT', 'This may hurt: idiot.', 'message') },
    },
  });
  const dialog = within(await screen.findByRole('dialog'));
  await dialog.findByText('Bo Chen');
  await user.type(dialog.getByLabelText(/What for/), 'No idiot would.');
  await dialog.findByText('Your company asks to think twice about this word: idiot.', undefined, { timeout: 3000 });
  await user.click(dialog.getByRole('button', { name: 'Say thank you' }));
  await dialog.findByText('This may hurt: idiot.');
  expect(dialog.getAllByText('This may hurt: idiot.')).toHaveLength(1);
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: 'Send it all the same' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(inputs(sent, 'GiveKudos').map((one) => one['despiteWarning'])).toEqual([false, true]);
});

test('when an answer is lost, sending the same again has the same key, and other words another', async () => {
  let lost = true;
  const { user, sent } = show(page, {
    at: `/recognition?${to(bo.id)}`,
    answers: {
      ...answers,
      GiveKudos: () => {
        if (lost) throw new TypeError('network');
        return given();
      },
    },
  });
  const dialog = within(await screen.findByRole('dialog'));
  await dialog.findByText('Bo Chen');
  await user.type(dialog.getByLabelText(/What for/), 'Thanks.');
  const send = dialog.getByRole('button', { name: 'Say thank you' });
  await user.click(send);
  await dialog.findByText(/The server cannot be reached/);
  await user.click(send);
  await waitFor(() => expect(inputs(sent, 'GiveKudos')).toHaveLength(2));
  await waitFor(() => expect(send.hasAttribute('data-loading')).toBe(false));
  lost = false;
  await user.type(dialog.getByLabelText(/What for/), ' Truly.');
  await user.click(send);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const [first, second, third] = inputs(sent, 'GiveKudos').map((one) => one['key']);
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test('points are shared out before they are given, and never more than are left', async () => {
  const { user, sent } = show(page, {
    at: `/recognition?give&${to(bo.id, cy.id)}`,
    answers: { ...answers, GiveKudos: { giveKudos: refusal('POINTS_TOO_FEW', 'Too few points.', 'points') } },
  });
  const dialog = within(await screen.findByRole('dialog'));
  await dialog.findByText('Bo Chen');
  await dialog.findByText('Cy Young');
  await user.click(await dialog.findByRole('button', { name: 'Points' }));
  expect(dialog.getByText('You have 50 left to give this month.')).toBeTruthy();
  const count = dialog.getByLabelText('Points', { selector: 'input' });
  await user.click(dialog.getByRole('button', { name: '20' }));
  expect(dialog.getByText('10 points for each of them')).toBeTruthy();
  await user.clear(count);
  await user.type(count, '15');
  expect(dialog.getByText('7 or 8 points for each: the first ones get one more')).toBeTruthy();
  await user.type(dialog.getByLabelText(/What for/), 'Thanks.');
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: 'Say thank you' }));
  await dialog.findByText('Too few points.');
  expect(inputs(sent, 'GiveKudos')[0]).toMatchObject({ points: 15 });
});

test('the shares of points add up', () => {
  for (let points = 0; points <= 40; points += 1) {
    for (let count = 1; count <= 7; count += 1) {
      const { low, high } = sharesOf(points, count);
      const more = points - low * count;
      expect(low * (count - more) + high * more).toBe(points);
      expect(high - low).toBeLessThanOrEqual(1);
    }
  }
});

test('thanks can be said later, at a moment of the own clock', async () => {
  const { user, sent } = show(page, {
    at: `/recognition?${to(bo.id)}`,
    answers: {
      ...answers,
      ScheduleKudos: {
        scheduleKudos: {
          __typename: 'ScheduleKudosSuccess',
          scheduled: { __typename: 'ScheduledKudos', id: 's1', giveAt: '2026-11-22T08:00:00Z' },
        },
      },
    },
  });
  const dialog = within(await screen.findByRole('dialog'));
  await dialog.findByText('Bo Chen');
  await user.click(await dialog.findByRole('button', { name: 'Later' }));
  expect((dialog.getByLabelText(/^When/) as HTMLInputElement).value).toBe('2026-11-22T09:00');
  await user.type(dialog.getByLabelText(/What for/), 'Thanks.');
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: 'Say it then' }));
  await screen.findByText(/It will be said on/);
  const [input] = inputs(sent, 'ScheduleKudos');
  // Nine in the morning in Berlin.
  expect(input).toMatchObject({ giveAt: '2026-11-22T08:00:00.000Z', receiverIds: [bo.id] });
  expect(input).not.toHaveProperty('key');
});

test('a link fills the form in, and its words leave the address', async () => {
  show(page, {
    at: `/recognition?give&${to(bo.id)}&team=${encodeURIComponent(mo.id)}&value=v1&message=${encodeURIComponent('For *everything*.')}`,
    answers,
  });
  const dialog = within(await screen.findByRole('dialog'));
  await dialog.findByText('Bo Chen');
  await dialog.findByText("Mo Diaz's team");
  expect((dialog.getByLabelText(/What for/) as HTMLTextAreaElement).value).toBe('For *everything*.');
  expect((await dialog.findByRole('radio', { name: 'Finish it' }) as HTMLInputElement).checked).toBe(true);
  await waitFor(() => expect(screen.getByText(/^\?give/).textContent).toBe('?give='));
});

test('a link never writes over what was typed before; its words are offered', async () => {
  localStorage.setItem(
    'erm.draft.v1:UGVyc29uOkFubg==:recognition.thank',
    JSON.stringify({ value: { message: 'My own words.' } }),
  );
  const { user } = show(page, { at: '/recognition?give&message=Other%20words.', answers });
  const dialog = within(await screen.findByRole('dialog'));
  const field = dialog.getByLabelText(/What for/) as HTMLTextAreaElement;
  expect(field.value).toBe('My own words.');
  await user.click(dialog.getByRole('button', { name: 'Use them instead' }));
  expect(field.value).toBe('Other words.');
});

test('what is written becomes a link for others', async () => {
  const { user } = show(page, { at: `/recognition?${to(bo.id)}`, answers });
  const dialog = within(await screen.findByRole('dialog'));
  await dialog.findByText('Bo Chen');
  await user.type(dialog.getByLabelText(/What for/), 'Team of the year');
  await user.click(dialog.getByRole('button', { name: 'Copy as link' }));
  const link = new URL(await navigator.clipboard.readText());
  expect([link.pathname, link.searchParams.get('to'), link.searchParams.get('message')]).toEqual([
    '/recognition',
    bo.id,
    'Team of the year',
  ]);
});

test('somebody is mentioned by keys, and who may not see it is told of', async () => {
  const { user, sent } = show(page, {
    at: `/recognition?${to(bo.id)}`,
    answers: { ...answers, PeopleToMention: people(mo, cy), GiveKudos: given({ notTold: [cy] }) },
  });
  const dialog = within(await screen.findByRole('dialog'));
  await dialog.findByText('Bo Chen');
  const field = dialog.getByLabelText(/What for/) as HTMLTextAreaElement;
  await user.type(field, 'With @c');
  await dialog.findByRole('option', { name: /Cy Young/ });
  expect(field.getAttribute('aria-activedescendant')).toBe(dialog.getAllByRole('option')[0]?.id);
  await expectAccessible();
  await user.keyboard('{Escape}');
  expect(screen.getByRole('dialog')).toBeTruthy();
  expect(dialog.queryByRole('option')).toBeNull();
  await user.keyboard('y');
  await dialog.findByRole('option', { name: /Cy Young/ });
  await user.keyboard('{ArrowDown}{ArrowUp}{Enter}');
  await waitFor(() => expect(field.value).toBe('With @Cy Young '));
  await user.click(dialog.getByRole('button', { name: 'Say thank you' }));
  await screen.findByText('Cy Young may not see this, so was not told.');
  expect(inputs(sent, 'GiveKudos')[0]).toMatchObject({ message: 'With @Cy Young ', mentionIds: [cy.id] });
});

test('an emoji is found by a word and put where the caret is', async () => {
  const { user } = show(page, { at: `/recognition?${to(bo.id)}`, answers });
  const dialog = within(await screen.findByRole('dialog'));
  const field = dialog.getByLabelText(/What for/) as HTMLTextAreaElement;
  await user.type(field, 'We did it ');
  await user.click(dialog.getByRole('button', { name: 'Emoji' }));
  const search = await dialog.findByRole('searchbox', { name: 'Find an emoji' });
  await user.type(search, 'rocket');
  expect(dialog.getByRole('button', { name: 'rocket' })).toBeTruthy();
  await expectAccessible();
  await user.type(search, '{Enter}');
  await waitFor(() => expect(field.value).toBe('We did it 🚀'));
});

/** A picture as a browser hands it over. */
const photo = (type = 'image/png') => new File(['pixels'], 'team.png', { type });

test('a picture goes along with what is on it, and its draft survives', async () => {
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(JSON.stringify({ fileId: 'f1' }))),
  );
  const { user, sent } = show(page, {
    at: `/recognition?${to(bo.id)}`,
    answers: { ...answers, GiveKudos: given() },
  });
  const dialog = within(await screen.findByRole('dialog'));
  await dialog.findByText('Bo Chen');
  await user.upload(dialog.getByLabelText('Add a picture', { selector: 'input' }), photo());
  await dialog.findByRole('button', { name: 'Take team.png away' });
  await user.type(dialog.getByLabelText('What is on the picture'), 'The team');
  await user.type(dialog.getByLabelText(/What for/), 'Look.');
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: 'Say thank you' }));
  await waitFor(() => expect(inputs(sent, 'GiveKudos')[0]).toMatchObject({ pictureId: 'f1', pictureAlt: 'The team' }));
});

test('what is no picture is not sent', async () => {
  const upload = vi.fn();
  vi.stubGlobal('fetch', upload);
  show(page, { at: `/recognition?${to(bo.id)}`, answers });
  const dialog = within(await screen.findByRole('dialog'));
  const files = [photo('image/svg+xml')];
  fireEvent.change(dialog.getByLabelText('Add a picture', { selector: 'input' }), { target: { files } });
  await dialog.findByText('A picture can be PNG, JPEG or WebP.');
  expect(upload).not.toHaveBeenCalled();
});

const scheduled = (part: object = {}) => ({
  __typename: 'ScheduledKudos',
  id: 's1',
  giveAt: '2026-11-23T08:00:00Z',
  message: 'With @Cy Young, for the launch.',
  visibility: 'PUBLIC',
  points: 0,
  pictureUrl: null,
  pictureAlt: '',
  state: 'WAITING',
  problem: null,
  receivers: [bo],
  groups: [],
  audience: null,
  mentioned: [cy],
  companyValue: value,
  ...part,
});

test('what waits to be said can be changed, and the old one is cancelled once the new one stands', async () => {
  const { user, sent } = show(
    <main>
      <ScheduledKudosPage />
    </main>,
    {
      at: '/recognition/scheduled',
      answers: {
        ...answers,
        ScheduledKudos: { scheduledKudos: [scheduled({ state: 'FAILED', problem: 'Bo Chen has left.' })] },
        ScheduleKudos: {
          scheduleKudos: {
            __typename: 'ScheduleKudosSuccess',
            scheduled: { __typename: 'ScheduledKudos', id: 's2', giveAt: '2026-11-23T08:00:00Z' },
          },
        },
        CancelScheduledKudos: {
          cancelScheduledKudos: { __typename: 'CancelScheduledKudosSuccess', cancelledId: 's1' },
        },
      },
    },
  );
  await screen.findByText('Bo Chen has left.');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Change' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect((dialog.getByLabelText(/^When/) as HTMLInputElement).value).toBe('2026-11-23T09:00');
  await user.click(dialog.getByRole('button', { name: 'Say it then' }));
  await waitFor(() => expect(inputs(sent, 'CancelScheduledKudos')).toEqual([{ scheduledId: 's1' }]));
  expect(inputs(sent, 'ScheduleKudos')[0]).toMatchObject({
    receiverIds: [bo.id],
    mentionIds: [cy.id],
    companyValueId: 'v1',
    giveAt: '2026-11-23T08:00:00.000Z',
  });
});

test('what waits can be said now', async () => {
  const { user, sent } = show(
    <Routes>
      <Route path="recognition/scheduled" element={<ScheduledKudosPage />} />
      <Route path="recognition/:id" element={<p>The page of it</p>} />
    </Routes>,
    {
      at: '/recognition/scheduled',
      answers: {
        ...answers,
        ScheduledKudos: { scheduledKudos: [scheduled()] },
        GiveScheduledKudosNow: {
          giveScheduledKudosNow: {
            __typename: 'GiveScheduledKudosNowSuccess',
            kudos: { __typename: 'Kudos', id: 'k9' },
          },
        },
      },
    },
  );
  await user.click(await screen.findByRole('button', { name: 'Say it now' }));
  await screen.findByText('The page of it');
  expect(inputs(sent, 'GiveScheduledKudosNow')).toEqual([{ scheduledId: 's1' }]);
});

test('what waits is never said when its author does not want it; nothing waiting teaches', async () => {
  let left = [scheduled()];
  const { user, sent } = show(
    <main>
      <ScheduledKudosPage />
    </main>,
    {
      at: '/recognition/scheduled',
      answers: {
        ...answers,
        ScheduledKudos: () => ({ scheduledKudos: left }),
        CancelScheduledKudos: () => {
          left = [];
          return { cancelScheduledKudos: { __typename: 'CancelScheduledKudosSuccess', cancelledId: 's1' } };
        },
      },
    },
  );
  await user.click(await screen.findByRole('button', { name: 'Do not say it' }));
  await screen.findByText('Nothing waits to be said.');
  expect(inputs(sent, 'CancelScheduledKudos')).toEqual([{ scheduledId: 's1' }]);
  await expectAccessible();
});

beforeEach(() => {
  Element.prototype.scrollTo = () => {};
});
afterEach(() => vi.unstubAllGlobals());
