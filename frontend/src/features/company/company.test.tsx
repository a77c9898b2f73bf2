import { screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test, vi } from 'vitest';
import CompanyPage from '@/app/pages/CompanyPage';
import { ann, expectAccessible, person, show } from '@/test/render';

const ada = { ...ann, isAdministrator: true };
const page = (
  <Routes>
    <Route path="company/*" element={<CompanyPage />} />
  </Routes>
);

function connection(typeName: string, nodes: unknown[]) {
  return {
    __typename: `${typeName}Connection`,
    totalCount: nodes.length,
    pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
    edges: nodes.map((node, index) => ({ __typename: `${typeName}Edge`, cursor: String(index), node })),
  };
}

function preview(part: Record<string, unknown> = {}) {
  return {
    peopleImport: {
      __typename: 'PeopleImportPreview',
      uploadId: 'u1',
      fileName: 'люди.csv',
      encoding: 'utf-8',
      delimiter: ';',
      rowCount: 2,
      added: 1,
      changed: 0,
      deactivated: 1,
      unchanged: 1,
      planDigest: 'd1',
      canApply: true,
      columns: [{ __typename: 'ImportColumn', header: 'E-mail', field: 'work_email' }],
      guards: [],
      changes: connection('ImportChange', [
        {
          __typename: 'ImportChange',
          kind: 'ADDED',
          line: 2,
          name: 'Zoë Lee',
          email: 'zoe@x.example',
          details: [],
        },
      ]),
      problems: connection('ImportProblem', []),
      ...part,
    },
  };
}

test('who is no administrator sees nothing of it', () => {
  show(page, { at: '/company/roles' });
  expect(screen.getByText('Nothing to see here')).toBeTruthy();
});

test('a file goes up, its plan is shown and applied as it was shown', async () => {
  const upload = vi.fn(async () => Response.json({ uploadId: 'u1' }));
  vi.stubGlobal('fetch', upload);
  const { user, sent } = show(page, {
    session: ada,
    at: '/company/import',
    answers: {
      PeopleImport: preview(),
      ApplyPeopleImport: {
        applyPeopleImport: {
          __typename: 'ApplyPeopleImportSuccess',
          added: 1,
          changed: 0,
          deactivated: 1,
        },
      },
    },
  });
  await user.upload(screen.getByLabelText('File of people'), new File(['x'], 'люди.csv'));
  await screen.findByText('Zoë Lee');
  expect(upload).toHaveBeenCalledWith('/uploads/people', expect.objectContaining({ method: 'POST' }));
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Do these 2 changes' }));
  await screen.findByText('Done: 1 added, 0 changed, 1 left.');
  expect(sent.find((one) => one.operationName === 'ApplyPeopleImport')?.variables).toEqual({
    input: { uploadId: 'u1', planDigest: 'd1', allow: [] },
  });
  vi.unstubAllGlobals();
});

test('a file with problems lists each with its line, and cannot be applied', async () => {
  show(page, {
    session: ada,
    at: '/company/import?upload=u1',
    answers: {
      PeopleImport: preview({
        canApply: false,
        problems: connection('ImportProblem', [
          {
            __typename: 'ImportProblem',
            line: 7,
            column: 'manager',
            message: 'Nobody has this address.',
            value: 'nobody@x.example',
          },
        ]),
      }),
    },
  });
  await screen.findByText('Nobody has this address.');
  expect(screen.getByRole('heading', { name: '1 problem to mend' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Do these/ })).toBeNull();
  await expectAccessible();
});

test('a dangerous file must be allowed in so many words', async () => {
  const { user } = show(page, {
    session: ada,
    at: '/company/import?upload=u1',
    answers: {
      PeopleImport: preview({
        canApply: false,
        guards: [
          {
            __typename: 'ImportGuard',
            kind: 'MANY_DEACTIVATED',
            message: 'This would mark 30 of 60 people as left.',
          },
        ],
      }),
    },
  });
  const apply = await screen.findByRole('button', { name: 'Do these 2 changes' });
  expect((apply as HTMLButtonElement).disabled).toBe(true);
  await user.click(screen.getByRole('checkbox'));
  expect((apply as HTMLButtonElement).disabled).toBe(false);
});

test('the kind of doubt stands in the address', async () => {
  const { user, sent } = show(page, {
    session: ada,
    at: '/company/data-quality',
    answers: {
      DataQuality: {
        dataQuality: {
          __typename: 'DataQuality',
          peopleCount: 3,
          counts: [{ __typename: 'DataQualityCount', kind: 'NO_MANAGER', count: 1 }],
          issues: connection('DataQualityIssue', [
            {
              __typename: 'DataQualityIssue',
              key: 'k1',
              kind: 'NO_MANAGER',
              reason: 'Nobody is named as manager.',
              people: [person('Cy Young')],
            },
          ]),
        },
      },
    },
  });
  await screen.findByText('Nobody is named as manager.');
  await expectAccessible();
  await user.click(screen.getByRole('link', { name: /No manager/ }));
  await waitFor(() => expect(sent.at(-1)?.variables['kind']).toBe('NO_MANAGER'));
});

test('roles are given and taken back', async () => {
  const { user, sent } = show(page, {
    session: ada,
    at: '/company/roles',
    answers: {
      RoleHolders: {
        roleHolders: [
          {
            __typename: 'RoleHolder',
            role: 'HR',
            grantedAt: '2026-11-01T09:00:00Z',
            person: person('Hana Ito', 'Head of people'),
          },
        ],
      },
      RevokeRole: { revokeRole: { __typename: 'RevokeRoleSuccess', roleHolders: [] } },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Take back the role of Hana Ito' }));
  await screen.findByText('Hana Ito no longer has this role: HR.');
  expect(sent.find((one) => one.operationName === 'RevokeRole')?.variables['input']).toMatchObject({
    role: 'HR',
  });
  await expectAccessible();
});

test('a mail is shown in a frame that can run nothing', async () => {
  show(page, {
    session: ada,
    at: '/company/mailbox/TWFpbDox',
    answers: {
      MailPage: {
        mail: {
          __typename: 'Mail',
          id: 'TWFpbDox',
          to: 'ann@x.example',
          subject: 'Your week',
          state: 'SENT',
          createdAt: '2026-11-01T09:00:00Z',
          sentAt: '2026-11-01T09:00:00Z',
          lastError: null,
          text: 'Hello',
        },
      },
    },
  });
  const frame = await screen.findByTitle('Your week');
  expect(frame.getAttribute('sandbox')).not.toMatch(/scripts|same-origin/);
  expect(frame.getAttribute('src')).toBe('/mailbox/TWFpbDox');
});

test('the audit log says who did what, and when', async () => {
  const entry = (number: number, actor: unknown, details = '{}') => ({
    __typename: 'AuditEntry',
    key: String(number),
    number,
    at: '2026-11-01T09:00:00Z',
    action: 'role_granted',
    subjectKind: 'person',
    details,
    actor,
  });
  show(page, {
    session: ada,
    at: '/company/audit',
    answers: {
      AuditLog: {
        auditLog: connection('AuditEntry', [
          entry(2, person('Ada Stone'), '{"role":"hr"}'),
          entry(1, null),
        ]),
      },
    },
  });
  expect(await screen.findByText('Ada Stone')).toBeTruthy();
  expect(screen.getByText('erm itself')).toBeTruthy();
  expect(screen.getByText('{"role":"hr"}')).toBeTruthy();
  expect(screen.getByText('2 entries')).toBeTruthy();
  await expectAccessible();
});
