import { expect, test, vi } from 'vitest';
import { gql } from 'urql';
import { createClient } from './client';

interface Answer {
  viewer: { __typename: string } | null;
}

const somebody = { viewer: { __typename: 'Viewer' } };
const nobody = { viewer: null };

function named(operationName: string) {
  const query = gql<Answer>(`query ${operationName} { viewer { __typename } }`);
  return Object.assign(query, { operationName, documentId: operationName });
}

function aClient(signedOut: boolean) {
  const answers: Answer[] = [];
  const left = vi.fn();
  const client = createClient({
    url: 'http://localhost/graphql',
    onSignedOut: left,
    signedOut,
    fetch: () =>
      Promise.resolve(
        new Response(JSON.stringify({ data: answers.shift() }), {
          headers: { 'Content-Type': 'application/json' },
        }),
      ),
  });
  const asks = async (name: string, answer: Answer) => {
    answers.push(answer);
    await client.query(named(name), {}, { requestPolicy: 'network-only' }).toPromise();
  };
  return { asks, left };
}

test('says once that a session is over, however many answers tell of it', async () => {
  const { asks, left } = aClient(false);
  await asks('FeedbackCounts', somebody);
  await asks('FeedbackCounts', nobody);
  await asks('NotesReceived', nobody);
  expect(left).toHaveBeenCalledTimes(1);
});

test('after a session that is over, what the pages ask is no news', async () => {
  const { asks, left } = aClient(true);
  await asks('FeedbackCounts', nobody);
  await asks('NotesReceived', nobody);
  await asks('AppViewer', nobody);
  expect(left).not.toHaveBeenCalled();
});

test('somebody who signed in since can be signed out again', async () => {
  const { asks, left } = aClient(true);
  await asks('AppViewer', somebody);
  await asks('FeedbackCounts', nobody);
  expect(left).toHaveBeenCalledTimes(1);
});

test('the frame may ask who is there and hear that nobody is', async () => {
  const { asks, left } = aClient(false);
  await asks('AppViewer', nobody);
  expect(left).not.toHaveBeenCalled();
});
