import { screen, waitFor } from '@testing-library/react';
import { Route, Routes, useLocation } from 'react-router';
import { expect, test } from 'vitest';
import OrgChartPage from '@/app/pages/OrgChartPage';
import PeoplePage from '@/app/pages/PeoplePage';
import PersonPage from '@/app/pages/PersonPage';
import { expectAccessible, person, show } from '@/test/render';

const mo = person('Mo Diaz', 'Team lead');
const engineering = { __typename: 'Department', id: 'd1', name: 'Engineering', path: ['Engineering'], headCount: 12 };

function directory(names: string[], next: string | null = null) {
  return {
    people: {
      __typename: 'PersonConnection',
      totalCount: names.length + (next ? 1 : 0),
      edges: names.map((name) => ({
        __typename: 'PersonEdge',
        node: { ...person(name), location: 'Berlin', department: engineering },
      })),
      pageInfo: { __typename: 'PageInfo', hasNextPage: next !== null, endCursor: next },
    },
  };
}

function Address() {
  const { search } = useLocation();
  return <output>{search}</output>;
}

test('what is searched stands in the address, and more people come at the press of a button', async () => {
  const { sent, user } = show(
    <>
      <PeoplePage />
      <Address />
    </>,
    {
      at: '/people',
      answers: {
        PeoplePage: { departments: [engineering] },
        Directory: ({ search, after }: Record<string, unknown>) =>
          after ? directory(['Bo Ek']) : directory(search ? ['Ann Lee'] : ['Ann Lee', 'Mo Diaz'], search ? null : 'c1'),
      },
    },
  );
  await screen.findByText('3 people');
  await user.click(screen.getByRole('button', { name: 'Show more' }));
  await screen.findByText('Bo Ek');
  await expectAccessible();
  await user.type(screen.getByRole('searchbox', { name: 'Find a person' }), 'ann');
  await screen.findByText('1 person');
  expect(screen.getByText('?q=ann')).toBeTruthy();
  expect(sent.at(-1)?.variables).toMatchObject({ search: 'ann', after: null });
});

test('a search without result says so and can be cleared', async () => {
  const { user } = show(<PeoplePage />, {
    at: '/people?q=zzz',
    answers: {
      PeoplePage: { departments: [] },
      Directory: ({ search }: Record<string, unknown>) => directory(search ? [] : ['Ann Lee']),
    },
  });
  await screen.findByText('Nobody matches');
  await user.click(screen.getByRole('button', { name: 'Show everybody' }));
  await screen.findByText('Ann Lee');
});

const full = {
  ...mo,
  givenName: 'Mo',
  leftOn: null,
  workEmail: 'mo@example.org',
  employeeNumber: null,
  location: 'Berlin',
  timeZone: 'Europe/Berlin',
  hiredOn: '2024-03-01',
  department: engineering,
  manager: null,
  managerChain: [],
  canStartSeries: true,
  canDraftPlan: false,
  series: null,
  directReportCount: 0,
  directReports: { __typename: 'PersonConnection', edges: [] },
  kudosReceived: { __typename: 'KudosConnection', edges: [] },
  developmentPlans: [],
  feedbackForThem: [],
  history: [],
  skills: [],
  canPlace: false,
  placement: null,
  placements: null,
  certificates: null,
  learning: null,
};

const personPage = (
  <Routes>
    <Route path="people/:id" element={<PersonPage />} />
  </Routes>
);

test('the page of a person shows what one can do, and hides what is not for the viewer', async () => {
  show(personPage, { at: '/people/x', answers: { PersonPage: { person: full } } });
  await screen.findByRole('heading', { level: 1, name: /Mo Diaz/ });
  expect(screen.getByRole('link', { name: 'Start one-on-ones' }).getAttribute('href')).toContain('start=');
  expect(screen.getByText('1 March 2024')).toBeTruthy();
  expect(screen.queryByText('Employee number')).toBeNull();
  expect(screen.queryByText('Managers and departments')).toBeNull();
  await expectAccessible();
});

test('somebody who has left can not be written to', async () => {
  show(personPage, {
    at: '/people/x',
    answers: { PersonPage: { person: { ...full, hasLeft: true, leftOn: '2026-05-31' } } },
  });
  await screen.findByText('Left on 31 May');
  expect(screen.queryByRole('link', { name: 'Say thank you' })).toBeNull();
});

test('a person that may not be seen and one that does not exist look the same', async () => {
  show(personPage, { at: '/people/x', answers: { PersonPage: { person: null } } });
  await screen.findByText('Nothing to see here');
});

test('a branch of the org chart opens and closes', async () => {
  const cy = { ...person('Cy Ono'), directReportCount: 0 };
  const { user } = show(<OrgChartPage />, {
    answers: {
      OrgChartPage: {
        viewer: { __typename: 'Viewer', person: { ...person('Ann Lee'), managerChain: [] } },
        orgChart: [{ ...mo, directReportCount: 1 }],
      },
      OrgReports: {
        person: {
          ...mo,
          directReports: {
            __typename: 'PersonConnection',
            edges: [{ __typename: 'PersonEdge', node: cy }],
          },
        },
      },
    },
  });
  await screen.findByText('Cy Ono');
  await expectAccessible();
  const branch = screen.getByRole('button', { name: /1 report.*Mo Diaz/ });
  expect(branch.getAttribute('aria-expanded')).toBe('true');
  await user.click(branch);
  await waitFor(() => expect(screen.queryByText('Cy Ono')).toBeNull());
  expect(branch.getAttribute('aria-expanded')).toBe('false');
});
