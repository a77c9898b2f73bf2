import { MantineProvider } from '@mantine/core';
import { type RenderResult, render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { run } from 'axe-core';
import { type ReactNode, Suspense } from 'react';
import { MemoryRouter } from 'react-router';
import { Provider } from 'urql';
import { expect } from 'vitest';
import { createClient } from '@/lib/client';
import { type Session, SessionContext } from '@/lib/session';
import { theme } from '@/ui/theme';
import { Toasts } from '@/ui/toast';

export const ann: Session = {
  personId: 'UGVyc29uOkFubg==',
  name: 'Ann Lee',
  givenName: 'Ann',
  title: 'Engineer',
  locale: 'en',
  timeZone: 'Europe/Berlin',
  isHr: false,
  isAdministrator: false,
};

/** A person as the API answers. */
export function person(name: string, title = 'Engineer') {
  const id = btoa(`Person:${name}`);
  return { __typename: 'Person', id, name, title, hasLeft: false, isViewer: false };
}

export interface Sent {
  operationName: string;
  documentId: string;
  variables: Record<string, unknown>;
  headers: Record<string, string>;
}

/** What the server says to an operation: its data, or a function of the variables that gives it. */
export type Answers = Record<
  string,
  unknown | ((variables: Record<string, unknown>) => unknown | Response | Promise<never>)
>;

/** A network whose other end is a table of answers by operation name; every request is noted. */
export function network(answers: Answers) {
  const sent: Sent[] = [];
  const send: typeof fetch = async (_url, init) => {
    const body = JSON.parse(String(init?.body)) as Omit<Sent, 'headers'>;
    sent.push({ ...body, headers: init?.headers as Record<string, string> });
    if (!(body.operationName in answers)) throw new Error(`no answer to ${body.operationName}`);
    const answer = answers[body.operationName];
    const data: unknown =
      typeof answer === 'function' ? (await (answer as (v: unknown) => unknown)(body.variables)) : answer;
    if (data instanceof Response) return data;
    return new Response(JSON.stringify({ data }), {
      headers: { 'content-type': 'application/graphql-response+json' },
    });
  };
  return { sent, send };
}

interface Options {
  answers?: Answers;
  session?: Session | null;
  at?: string;
  onSignedOut?: () => void;
}

/** Renders a part of the SPA as it stands in the application, against `network(answers)`. */
export function show(children: ReactNode, options: Options = {}) {
  const { answers = {}, session = ann, at = '/', onSignedOut = () => {} } = options;
  const { sent, send } = network(answers);
  const client = createClient({ url: 'http://erm.test/graphql', fetch: send, onSignedOut });
  const wrap = (inner: ReactNode) => (
    <MantineProvider theme={theme} env="test">
      <Provider value={client}>
        <SessionContext value={session}>
          <MemoryRouter initialEntries={[at]}>
            <Suspense fallback={null}>{inner}</Suspense>
            <div id="floating" />
          </MemoryRouter>
          <Toasts />
        </SessionContext>
      </Provider>
    </MantineProvider>
  );
  const screen: RenderResult = render(wrap(children));
  return { ...screen, sent, user: userEvent.setup(), wrap };
}

/** Axe finds nothing. Colours are tested elsewhere: jsdom paints nothing. */
export async function expectAccessible(container: Element = document.body): Promise<void> {
  const result = await run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(result.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
}
