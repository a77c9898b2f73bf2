import { act, render, screen } from '@testing-library/react';
import { type ReactNode, Suspense, lazy, useState } from 'react';
import { Provider, gql, useQuery } from 'urql';
import { pipe, subscribe } from 'wonka';
import { expect, test, vi } from 'vitest';
import { createClient } from './client';

const Kinds = gql<{ kinds: string[] }>('query Kinds { kinds }');
const Change = gql('mutation Change { change }');

/** A server that answers at once, and counts what it is asked. */
function aServer() {
  const asked = vi.fn();
  const takes = { milliseconds: 0 };
  const client = createClient({
    url: 'http://localhost/graphql',
    onSignedOut: () => undefined,
    fetch: async (_, init) => {
      const { query } = JSON.parse(init?.body as string) as { query: string };
      const changes = query.startsWith('mutation');
      if (!changes) {
        asked();
        await passes(takes.milliseconds);
      }
      const data = changes ? { change: true } : { kinds: ['digest'] };
      const headers = { 'Content-Type': 'application/json' };
      return new Response(JSON.stringify({ data }), { headers });
    },
  });
  const shows = async () => {
    const { unsubscribe } = pipe(
      client.query(Kinds, {}),
      subscribe(() => undefined),
    );
    await passes(5);
    unsubscribe();
  };
  return { asked, client, shows, takes };
}

const passes = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function Slow({ children }: { children: ReactNode }) {
  const began = performance.now();
  while (performance.now() - began < 10);
  return children;
}

function useKinds() {
  return useQuery({ query: Kinds })[0].data?.kinds ?? [];
}

function Window() {
  const kinds = useKinds();
  return (
    <div role="dialog">
      {Array.from({ length: 10 }, (_, at) => (
        <Slow key={at}>{kinds}</Slow>
      ))}
    </div>
  );
}

const Late = lazy(async () => {
  await passes(20);
  return { default: Window };
});

function Beside() {
  return <p>{useKinds()}</p>;
}

function Screen() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Beside />
      <button onClick={() => setOpen(true)}>open</button>
      <Suspense fallback={null}>{open ? <Late /> : null}</Suspense>
    </>
  );
}

// Drawing takes 100 ms: answers come while it is drawn, and after.
test.each([0, 30, 90, 150])('what takes long to draw opens, answered within %d ms', async (milliseconds) => {
  const { asked, client, takes } = aServer();
  takes.milliseconds = milliseconds;
  render(
    <Provider value={client}>
      <Screen />
    </Provider>,
  );
  await screen.findByText('digest');
  act(() => screen.getByRole('button').click());
  await screen.findByRole('dialog', {}, { timeout: 3_000 });
  expect(asked.mock.calls.length).toBeLessThanOrEqual(2);
});

test('what was answered just now is not asked again', async () => {
  const { asked, shows } = aServer();
  await shows();
  await shows();
  expect(asked).toHaveBeenCalledTimes(1);
});

test('what was answered a while ago is asked again', async () => {
  const { asked, shows } = aServer();
  await shows();
  const now = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => now + 3_000);
  await shows();
  expect(asked).toHaveBeenCalledTimes(2);
});

test.each([false, true])('after a change, quiet or not, everything is asked again', async (quiet) => {
  const { asked, client, shows } = aServer();
  await shows();
  await client.mutation(Change, {}, { quiet }).toPromise();
  await shows();
  expect(asked).toHaveBeenCalledTimes(2);
});

test('an answer that was asked for before a quiet change does not hold after it', async () => {
  const { asked, client, shows, takes } = aServer();
  takes.milliseconds = 30;
  const first = client.query(Kinds, {}).toPromise();
  await client.mutation(Change, {}, { quiet: true }).toPromise();
  await first;
  expect(asked).toHaveBeenCalledTimes(1);
  await shows();
  expect(asked).toHaveBeenCalledTimes(2);
});
