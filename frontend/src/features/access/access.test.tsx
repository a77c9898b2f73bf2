import { screen, waitFor } from '@testing-library/react';
import { Route, Routes, useLocation } from 'react-router';
import { expect, test } from 'vitest';
import { localAddress } from '@/app/localAddress';
import SettingsPage from '@/app/pages/SettingsPage';
import SignInPage from '@/app/pages/SignInPage';
import { SignedIn } from '@/app/Session';
import { expectAccessible, person, show } from '@/test/render';

const instance = {
  __typename: 'Instance',
  name: 'Halden',
  mailIsLocal: false,
  demo: true,
  demoAccounts: [
    {
      __typename: 'DemoAccount',
      name: 'Ann Lee',
      email: 'ann@example.org',
      title: 'Engineer',
      password: 'correct horse',
      role: 'employee',
    },
  ],
};

function Address() {
  const { pathname, search } = useLocation();
  return <output>{`${pathname}${search}`}</output>;
}

const pages = (
  <>
    <Routes>
      <Route path="sign-in" element={<SignInPage />} />
      <Route path="*" element={<p>inside</p>} />
    </Routes>
    <Address />
  </>
);

test('a wrong password says so, keeps the address and signs nobody in', async () => {
  const { user } = show(pages, {
    session: null,
    at: '/sign-in',
    answers: {
      SignInPage: { instance: { ...instance, demo: false, demoAccounts: [] } },
      SignIn: {
        signIn: {
          __typename: 'Refusal',
          kind: 'NOT_ALLOWED',
          code: 'SIGN_IN_FAILED',
          message: 'The e-mail and the password do not fit.',
          field: null,
        },
      },
    },
  });
  await user.type(await screen.findByRole('textbox', { name: 'Work e-mail' }), 'ann@example.org');
  await user.type(screen.getByLabelText('Password'), 'wrong');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  await screen.findByText('The e-mail and the password do not fit.');
  expect((screen.getByRole('textbox', { name: 'Work e-mail' }) as HTMLInputElement).value).toBe('ann@example.org');
  await expectAccessible();
});

test('after signing in one is back where one was', async () => {
  const { user } = show(pages, {
    session: null,
    at: `/sign-in?next=${encodeURIComponent('/meetings/m1?x=1')}`,
    answers: {
      SignInPage: { instance },
      SignIn: {
        signIn: { __typename: 'SignInSuccess', viewer: { __typename: 'Viewer', locale: 'EN' } },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Sign in as Ann Lee' }));
  await screen.findByText('inside');
  expect(screen.getByText('/meetings/m1?x=1')).toBeTruthy();
});

test('who asks for a link is told the same whether the address is known or not', async () => {
  const { user } = show(pages, {
    session: null,
    at: '/sign-in?by=link',
    answers: {
      SignInPage: { instance: { ...instance, mailIsLocal: true } },
      RequestSignInLink: {
        requestSignInLink: { __typename: 'RequestSignInLinkSuccess', validMinutes: 10 },
      },
    },
  });
  await user.type(await screen.findByRole('textbox', { name: 'Work e-mail' }), 'who@example.org');
  await user.click(screen.getByRole('button', { name: 'E-mail me a link' }));
  await screen.findByText(/If who@example.org belongs to somebody here, a link is on its way/);
  await screen.findByText(/This server sends no mail/);
});

test.each([
  ['/meetings/1#a', '/meetings/1#a'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/%5c%5cevil', '/%5c%5cevil'],
  [null, '/'],
])('the way on from %s is %s', (wanted, address) => {
  expect(localAddress(wanted)).toBe(address);
});

test('who is not signed in is sent to the sign-in page, with the way back', async () => {
  show(
    <>
      <Routes>
        <Route path="sign-in" element={<p>door</p>} />
        <Route path="*" element={<SignedIn>inside</SignedIn>} />
      </Routes>
      <Address />
    </>,
    { session: null, at: '/feedback?tab=sent', answers: { AppViewer: { viewer: null } } },
  );
  await screen.findByText('door');
  expect(screen.getByText(`/sign-in?next=${encodeURIComponent('/feedback?tab=sent')}`)).toBeTruthy();
});

test('a session that ends during a visit is noticed by any answer', async () => {
  let noticed = 0;
  show(<SettingsPage />, {
    onSignedOut: () => {
      noticed += 1;
    },
    answers: {
      SettingsPage: { viewer: null, instance: { __typename: 'Instance', passwordMinimumLength: 12 } },
    },
  });
  await waitFor(() => expect(noticed).toBe(1));
});

const oneOnOneSettings = {
  __typename: 'OneOnOneSettings',
  nudgeLeadMinutes: 60,
  nudgeAfter: true,
  calendarMail: true,
};

function settings(part: Record<string, unknown> = {}) {
  return {
    instance: { __typename: 'Instance', passwordMinimumLength: 12 },
    viewer: {
      __typename: 'Viewer',
      person: person('Ann Lee'),
      locale: 'EN',
      timeZone: 'Europe/Berlin',
      hasPassword: true,
      digest: {
        __typename: 'DigestPreference',
        sections: ['NEEDS', 'MEETINGS'],
        availableSections: ['NEEDS', 'MEETINGS'],
        cadence: 'WEEKLY',
        slowed: false,
        frequency: 'WEEKLY',
        weekday: 1,
        hour: 8,
        nextAt: '2026-11-23T07:00:00Z',
      },
      sessions: [
        { __typename: 'Session', id: 's1', current: true, device: 'Firefox on Linux', createdAt: '2026-11-20T07:00:00Z', lastSeenAt: '2026-11-21T07:00:00Z' },
        { __typename: 'Session', id: 's2', current: false, device: 'Safari on iPhone', createdAt: '2026-11-20T07:00:00Z', lastSeenAt: '2026-11-21T07:00:00Z' },
      ],
      accessTokens: [],
      oneOnOneSettings,
      calendarFeed: null,
      celebrationChoice: {
        __typename: 'CelebrationChoice',
        anniversary: 'TEAM',
        birthday: 'OFF',
        birthMonth: null,
        birthDay: null,
        hiredOn: '2022-05-16',
      },
      recognitionPreference: {
        __typename: 'RecognitionPreference',
        mailReceived: true,
        mailGathered: true,
        thanksNudges: true,
        onLeaderboard: true,
      },
      engagementPreference: { __typename: 'EngagementPreference', mails: true },
      ...part,
    },
  };
}

test('the settings can be read, and the digest moved to another day', async () => {
  const { sent, user } = show(<SettingsPage />, {
    answers: {
      SettingsPage: settings(),
      SetDigestPreference: {
        setDigestPreference: {
          __typename: 'SetDigestPreferenceSuccess',
          viewer: {
            __typename: 'Viewer',
            digest: { __typename: 'DigestPreference', frequency: 'WEEKLY' },
          },
        },
      },
    },
  });
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Day' }), 'Friday');
  await screen.findByText('Saved.');
  expect(sent.find((one) => one.operationName === 'SetDigestPreference')?.variables).toEqual({
    input: { frequency: 'WEEKLY', weekday: 5, hour: 8, sections: ['NEEDS', 'MEETINGS'] },
  });
  expect(screen.getByRole('button', { name: 'End the session on Safari on iPhone' })).toBeTruthy();
  await expectAccessible();
});

test('the time of a reminder is saved with what was set before', async () => {
  const { sent, user } = show(<SettingsPage />, {
    answers: {
      SettingsPage: settings(),
      SetOneOnOneSettings: {
        setOneOnOneSettings: {
          __typename: 'SetOneOnOneSettingsSuccess',
          settings: oneOnOneSettings,
        },
      },
    },
  });
  await user.selectOptions(await screen.findByLabelText('Remind me before a meeting'), '1 day before');
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'SetOneOnOneSettings')?.variables).toEqual({
      input: { nudgeLeadMinutes: 1440, nudgeAfter: true, calendarMail: true },
    }),
  );
});

test('the address for a calendar is shown once, when it is made', async () => {
  const { user } = show(<SettingsPage />, {
    answers: {
      SettingsPage: settings(),
      CreateCalendarFeed: {
        createCalendarFeed: {
          __typename: 'CreateCalendarFeedSuccess',
          url: 'https://erm.test/calendar/secret.ics',
          feed: { __typename: 'CalendarFeed', key: 'f', createdAt: '2026-11-01T09:00:00Z' },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Make an address' }));
  expect(await screen.findByDisplayValue('https://erm.test/calendar/secret.ics')).toBeTruthy();
  expect(screen.getByText(/shown only now/)).toBeTruthy();
  await expectAccessible();
});

test('a new token shows its secret once', async () => {
  const { sent, user } = show(<SettingsPage />, {
    answers: {
      SettingsPage: settings(),
      CreateAccessToken: {
        createAccessToken: {
          __typename: 'CreateAccessTokenSuccess',
          secret: 'erm_pat_secret',
          accessToken: { __typename: 'AccessToken', id: 't1' },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'New token' }));
  await user.type(await screen.findByRole('textbox', { name: 'What is it for?' }), 'export');
  await user.click(screen.getByRole('button', { name: 'Make the token' }));
  await screen.findByText('erm_pat_secret');
  expect(sent.find((one) => one.operationName === 'CreateAccessToken')?.variables).toEqual({
    input: { name: 'export', validDays: 90, scopes: ['READ'] },
  });
});

test('the server gets ids of operations, never their text', async () => {
  const { sent } = show(<SettingsPage />, { answers: { SettingsPage: settings() } });
  await screen.findByRole('heading', { level: 1 });
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.documentId).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(sent[0]).not.toHaveProperty('query');
  expect(sent[0]?.headers['accept']).toContain('application/graphql-response+json');
});
