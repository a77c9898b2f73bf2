import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Provider } from 'urql';
import { expect, test } from 'vitest';
import { type Answers, network } from '@/test/render';
import { createClient } from './client';
import { useCommand } from './useCommand';

/** As the build makes it of a `graphql(…)`; written out, for a test adds nothing to the server's list. */
const document = {
  kind: 'Document',
  documentId: 'sha256:x',
  operationName: 'SetMyLanguage',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'mutation',
      name: { kind: 'Name', value: 'SetMyLanguage' },
      selectionSet: { kind: 'SelectionSet', selections: [] },
    },
  ],
} as never;

function command(answers: Answers, onSignedOut = () => {}) {
  const { send, sent } = network(answers);
  const client = createClient({ url: 'http://erm.test/graphql', fetch: send, onSignedOut });
  const wrapper = ({ children }: { children: ReactNode }) => <Provider value={client}>{children}</Provider>;
  return { ...renderHook(() => useCommand(document), { wrapper }), sent };
}

const refusal = {
  __typename: 'Refusal',
  kind: 'INVALID_INPUT',
  code: 'ZONE_UNKNOWN',
  message: 'There is no such time zone.',
  field: 'timeZone',
};

test('a success gives the data', async () => {
  const { result } = command({
    SetMyLanguage: { updateMyProfile: { __typename: 'UpdateMyProfileSuccess', done: true } },
  });
  const outcome = await act(() => result.current.run({} as never));
  expect(outcome).toEqual({ ok: true, data: { __typename: 'UpdateMyProfileSuccess', done: true } });
  expect(result.current.pending).toBe(false);
  expect(result.current.error()).toBeUndefined();
});

test('a refusal of a field stands at the field, and nowhere else when the field is shown', async () => {
  const { result } = command({ SetMyLanguage: { updateMyProfile: refusal } });
  const outcome = await act(() => result.current.run({} as never));
  expect(outcome.ok).toBe(false);
  expect(result.current.fieldError('timeZone')).toBe('There is no such time zone.');
  expect(result.current.fieldError('locale')).toBeUndefined();
  expect(result.current.error('timeZone')).toBeUndefined();
  // A form that does not show the field still tells.
  expect(result.current.error('locale')).toBe('There is no such time zone.');
});

test('a new try forgets the old refusal', async () => {
  let tries = 0;
  const { result } = command({
    SetMyLanguage: () => {
      tries += 1;
      return { updateMyProfile: tries === 1 ? refusal : { __typename: 'UpdateMyProfileSuccess' } };
    },
  });
  await act(() => result.current.run({} as never));
  await act(() => result.current.run({} as never));
  expect(result.current.fieldError('timeZone')).toBeUndefined();
});

test('a lost network says that what was typed is kept, and a write is not sent twice', async () => {
  const { result, sent } = command({
    SetMyLanguage: () => {
      throw new TypeError('Failed to fetch');
    },
  });
  const outcome = await act(() => result.current.run({} as never));
  expect(outcome).toMatchObject({ ok: false });
  expect(result.current.error()).toContain('What you wrote is kept');
  expect(sent).toHaveLength(1);
});

function broken(code: string, extensions: Record<string, unknown>, status: number) {
  return () =>
    new Response(
      JSON.stringify({ errors: [{ message: 'words of the server', extensions: { code, ...extensions } }] }),
      { status, headers: { 'content-type': 'application/graphql-response+json' } },
    );
}

test('a crash gives its number, to be told to the administrator', async () => {
  const { result } = command({ SetMyLanguage: broken('INTERNAL', { id: 'a1b2' }, 200) });
  await act(() => result.current.run({} as never));
  expect(result.current.error()).toContain('a1b2');
});

test('an operation that the server does not know any more asks to load the page again', async () => {
  const { result } = command({ SetMyLanguage: broken('DOCUMENT_UNKNOWN', {}, 400) });
  await act(() => result.current.run({} as never));
  expect(result.current.error()).toContain('new version');
});

test('any other error of the request is told in the words of the server', async () => {
  const { result } = command({ SetMyLanguage: broken('BODY_TOO_LARGE', {}, 413) });
  await act(() => result.current.run({} as never));
  expect(result.current.error()).toBe('words of the server');
});

test('a session that has ended is noticed: by status, by code, by refusal', async () => {
  for (const answer of [
    broken('WHATEVER', {}, 401),
    broken('NOT_SIGNED_IN', {}, 200),
    { updateMyProfile: { ...refusal, kind: 'NOT_ALLOWED', code: 'NOT_SIGNED_IN', field: null } },
  ]) {
    let noticed = 0;
    const { result } = command({ SetMyLanguage: answer }, () => {
      noticed += 1;
    });
    await act(() => result.current.run({} as never));
    expect(noticed).toBe(1);
  }
});
