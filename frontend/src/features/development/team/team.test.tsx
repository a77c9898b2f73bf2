import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { expectAccessible, person, show } from '@/test/render';
import { TeamOverview } from './TeamOverview';

const line = (name: string, more: Record<string, unknown> = {}) => ({
  __typename: 'TeamDevelopmentLine',
  planState: 'ACTIVE',
  quietDays: 2,
  goalsOpen: 2,
  goalsAtRisk: 0,
  goalsDone: 1,
  progress: 60,
  lastCheckInAt: '2026-11-10T10:00:00Z',
  lastAssessedAt: '2026-10-10T10:00:00Z',
  skillsMissing: 0,
  certificatesExpiring: 0,
  nextDueOn: null,
  person: person(name),
  placement: { __typename: 'Placement', level: { __typename: 'CareerLevel', id: 'e2', name: 'Engineer II' } },
  plan: { __typename: 'DevelopmentPlan', id: `plan ${name}`, title: `Plan of ${name}`, quiet: false },
  largestGaps: [],
  ...more,
});

const team = (people: unknown[]) => ({
  TeamDevelopment: {
    viewer: {
      __typename: 'Viewer',
      teamDevelopment: {
        __typename: 'TeamDevelopment',
        withPlan: 1,
        quiet: 1,
        expired: 0,
        certificatesExpiring: 0,
        assessedPast12Months: 2,
        people,
      },
    },
  },
});

const profile = (lines: unknown[]) => ({
  person: {
    __typename: 'Person',
    id: 'x',
    competencyProfile: { __typename: 'CompetencyProfile', lines },
  },
});

test('who manages nobody is told so', async () => {
  show(<TeamOverview onDraft={() => {}} />, {
    answers: { TeamDevelopment: { viewer: { __typename: 'Viewer', teamDevelopment: null } } },
  });
  expect(await screen.findByText('You manage nobody at the moment.')).toBeTruthy();
});

test('each report has a line, and who has no plan a button that begins one', async () => {
  const user = userEvent.setup();
  const draft = vi.fn();
  show(<TeamOverview onDraft={draft} />, {
    answers: team([
      line('Bo', { planState: 'EXPIRED' }),
      line('Cy', { plan: null, planState: null, progress: null, lastAssessedAt: null }),
    ]),
  });
  const first = (await screen.findByText('Plan of Bo')).closest('li') as HTMLElement;
  expect(within(first).getByText('plan is over')).toBeTruthy();
  expect(screen.getByText('Not assessed yet')).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Draft one' }));
  expect(draft).toHaveBeenCalledWith(person('Cy').id);
});

test('two people stand side by side with three numbers for each competency', async () => {
  const user = userEvent.setup();
  show(<TeamOverview onDraft={() => {}} />, {
    answers: {
      ...team([line('Bo'), line('Cy')]),
      SideBySideProfile: profile([
        {
          __typename: 'CompetencyLine',
          expectedRank: 3,
          selfRank: 3,
          managerRank: 2,
          competency: { __typename: 'Competency', id: 'c', name: 'Communication' },
        },
      ]),
    },
  });
  await user.click(await screen.findByRole('checkbox', { name: 'Compare Bo' }));
  expect(screen.getByText('Choose one more to see both side by side.')).toBeTruthy();
  await user.click(screen.getByRole('checkbox', { name: 'Compare Cy' }));
  const column = await screen.findByRole('article', { name: 'Cy' });
  const row = await within(column).findByRole('row', { name: /Communication/ });
  expect(within(row).getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['3', '3', '2']);
  await expectAccessible();
});
