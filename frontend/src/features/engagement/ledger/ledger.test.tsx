import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { expectAccessible, person, show } from '@/test/render';
import { NODE, WAVE } from '../test/report';
import { Ledger } from './Ledger';

const page = (edges: unknown[]) => ({
  reportLedger: {
    __typename: 'ReportAccessConnection',
    totalCount: edges.length,
    edges,
    pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
  },
  node: NODE,
});

test('every reading and download stands with who, what and when', async () => {
  show(<Ledger waveId={WAVE} />, {
    answers: {
      ReportLedger: page([
        {
          __typename: 'ReportAccessEdge',
          node: {
            __typename: 'ReportAccess',
            id: 'a1',
            act: 'PDF',
            part: 'Report',
            scope: 'Engineering',
            at: '2026-11-20T09:30:00Z',
            person: person('Hannah Osei', 'Head of People'),
          },
        },
      ]),
    },
  });
  const line = (await screen.findByText('Hannah Osei')).closest('li');
  expect(line?.textContent).toContain('Engineering');
  expect(line?.textContent).toContain('Took as PDF');
  await expectAccessible();
});

test('a report that nobody has read says so', async () => {
  show(<Ledger waveId={WAVE} />, { answers: { ReportLedger: page([]) } });
  expect(await screen.findByText('Nobody has read it yet')).toBeTruthy();
});

test('whoever was not asked reads nothing', async () => {
  show(<Ledger waveId={WAVE} />, { answers: { ReportLedger: { reportLedger: null, node: null } } });
  expect(await screen.findByText('Nothing to see here')).toBeTruthy();
});
