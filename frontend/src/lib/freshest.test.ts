import { expect, test } from 'vitest';
import { gql } from 'urql';
import { pipe, subscribe } from 'wonka';
import { createClient } from './client';

interface Answer {
  chosen: string;
}

const Chosen = gql<Answer>('query Chosen { chosen }');
const Choose = gql<Answer>('mutation Choose { chosen }');

/** A screen, and a server that answers in whatever order a test lets it. */
function aScreen() {
  const waiting: { name: string; answer: (chosen: string) => Promise<void> }[] = [];
  const seen: string[] = [];
  const client = createClient({
    url: 'http://localhost/graphql',
    onSignedOut: () => undefined,
    fetch: (_, init) =>
      new Promise((resolve) => {
        const { query } = JSON.parse(init?.body as string) as { query: string };
        const changes = query.startsWith('mutation');
        waiting.push({
          name: changes ? 'change' : 'read',
          answer: async (chosen) => {
            const one = { __typename: 'Choice' };
            const data = changes ? { choose: { __typename: 'ChooseSuccess', one } } : { chosen, one };
            const headers = { 'Content-Type': 'application/json' };
            resolve(new Response(JSON.stringify({ data }), { headers }));
            await settled();
          },
        });
      }),
  });
  pipe(
    client.query(Chosen, {}),
    subscribe(({ data }) => {
      if (data && seen.at(-1) !== data.chosen) seen.push(data.chosen);
    }),
  );
  const next = async (name: string) => {
    await settled();
    const place = waiting.findIndex((one) => one.name === name);
    expect(place, `nothing waits to ${name}`).toBeGreaterThanOrEqual(0);
    return waiting.splice(place, 1)[0] as (typeof waiting)[number];
  };
  const change = (quiet = false) => void client.mutation(Choose, {}, { quiet }).toPromise();
  return { seen, waiting, next, change };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test('a change made while the screen is read after another is shown', async () => {
  const { seen, waiting, next, change } = aScreen();
  await (await next('read')).answer('nothing');
  change();
  await (await next('change')).answer('');
  const overtaken = await next('read');
  change();
  await (await next('change')).answer('');
  await overtaken.answer('the first');
  await (await next('read')).answer('both');
  expect(seen).toEqual(['nothing', 'both']);
  expect(waiting).toEqual([]);
});

test('what is read while something changes is not shown until the change is done', async () => {
  const { seen, waiting, next, change } = aScreen();
  await (await next('read')).answer('nothing');
  change();
  await (await next('change')).answer('');
  change();
  await (await next('read')).answer('the first');
  expect(seen).toEqual(['nothing']);
  await (await next('change')).answer('');
  await (await next('read')).answer('both');
  expect(seen).toEqual(['nothing', 'both']);
  expect(waiting).toEqual([]);
});

test('of two answers to one question the later asked counts, whichever comes first', async () => {
  const { seen, waiting, next, change } = aScreen();
  const first = await next('read');
  change();
  await (await next('change')).answer('');
  await first.answer('old');
  await (await next('read')).answer('new');
  expect(seen).toEqual(['new']);
  expect(waiting).toEqual([]);
});

test('a page that opens while something changes waits for nothing', async () => {
  const { seen, next, change } = aScreen();
  change();
  await (await next('read')).answer('nothing');
  expect(seen).toEqual(['nothing']);
});

test('saving while one types leaves the screen alone', async () => {
  const { seen, waiting, next, change } = aScreen();
  change(true);
  const save = await next('change');
  await (await next('read')).answer('nothing');
  await save.answer('');
  expect(seen).toEqual(['nothing']);
  expect(waiting).toEqual([]);
});
