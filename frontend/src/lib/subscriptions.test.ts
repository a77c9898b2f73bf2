import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Ended, listen } from './subscriptions';

interface Message {
  id?: string;
  type: string;
  payload?: Record<string, unknown>;
}

interface Closed {
  type: string;
  code: number;
  reason: string;
  wasClean: boolean;
}

/** The server's end of a WebSocket, in the hand of a test. */
class Socket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  static all: Socket[] = [];

  readyState = 0;
  onopen: () => void = () => {};
  onmessage: (event: { data: string }) => void = () => {};
  onclose: (event: Closed) => void = () => {};
  readonly sent: Message[] = [];

  constructor(
    readonly url: string,
    readonly protocol: string,
  ) {
    Socket.all.push(this);
  }

  send(text: string) {
    this.sent.push(JSON.parse(text) as Message);
  }

  close(code = 1000, reason = '') {
    if (this.readyState === Socket.CLOSED) return;
    this.readyState = Socket.CLOSED;
    this.onclose({ type: 'close', code, reason, wasClean: true });
  }

  async accept() {
    this.readyState = Socket.OPEN;
    this.onopen();
    await vi.advanceTimersByTimeAsync(0);
    this.say({ type: 'connection_ack' });
    await vi.advanceTimersByTimeAsync(0);
  }

  say(message: Message) {
    this.onmessage({ data: JSON.stringify(message) });
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', Socket);
  Socket.all = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const DOCUMENT = { documentId: 'sha256:abc', operationName: 'NotesChanges' } as unknown as Parameters<
  typeof listen<{ word: string }, { meetingId: string }>
>[0];

async function begin() {
  const heard: string[] = [];
  const ends: Ended[] = [];
  let opens = 0;
  const stop = listen(
    DOCUMENT,
    { meetingId: 'm1' },
    {
      open: () => (opens += 1),
      next: ({ word }) => heard.push(word),
      end: (why) => ends.push(why),
    },
    'ws://erm.test/graphql',
  );
  await vi.advanceTimersByTimeAsync(0);
  const [socket] = Socket.all;
  if (!socket) throw new Error('nothing was opened');
  return { socket, stop, heard, ends, opens: () => opens };
}

test('an operation is asked for by its id, and its text is not sent', async () => {
  const { socket, heard, opens } = await begin();
  expect(socket.protocol).toBe('graphql-transport-ws');
  await socket.accept();
  expect(opens()).toBe(1);
  const [, asked] = socket.sent;
  expect(asked?.type).toBe('subscribe');
  expect(asked?.payload).toEqual({
    documentId: 'sha256:abc',
    operationName: 'NotesChanges',
    variables: { meetingId: 'm1' },
  });
  socket.say({ id: asked?.id ?? '', type: 'next', payload: { data: { word: 'one' } } });
  expect(heard).toEqual(['one']);
});

test.each<[number, Ended]>([
  [1006, 'lost'],
  [1001, 'lost'],
  [1012, 'lost'],
  [4401, 'signedOut'],
])('a socket that closes with %i has ended as "%s", once', async (code, why) => {
  const { socket, ends } = await begin();
  await socket.accept();
  socket.close(code);
  await vi.advanceTimersByTimeAsync(10);
  expect(ends).toEqual([why]);
  expect(Socket.all.length).toBe(1);
});

test('a connection that never comes about is lost', async () => {
  const { socket, ends } = await begin();
  socket.close(1006);
  await vi.advanceTimersByTimeAsync(10);
  expect(ends).toEqual(['lost']);
});

test('a server that says no to the subscription has ended it', async () => {
  const { socket, ends } = await begin();
  await socket.accept();
  const id = socket.sent[1]?.id ?? '';
  socket.onmessage({ data: JSON.stringify({ id, type: 'error', payload: [{ message: 'no' }] }) });
  await vi.advanceTimersByTimeAsync(10);
  expect(ends).toEqual(['over']);
});

test('a connection that only looks alive is given up', async () => {
  const { socket, ends } = await begin();
  await socket.accept();
  await vi.advanceTimersByTimeAsync(12_500);
  expect(socket.sent.at(-1)).toEqual({ type: 'ping' });
  await vi.advanceTimersByTimeAsync(7000);
  expect(ends).toEqual(['lost']);
});

test('who has stopped listening hears nothing more, not even of the end', async () => {
  const { socket, stop, heard, ends } = await begin();
  await socket.accept();
  const id = socket.sent[1]?.id ?? '';
  stop();
  await vi.advanceTimersByTimeAsync(10);
  expect(socket.readyState).toBe(Socket.CLOSED);
  socket.say({ id, type: 'next', payload: { data: { word: 'late' } } });
  expect(heard).toEqual([]);
  expect(ends).toEqual([]);
});

test('a connection that breaks while it is given up throws nothing', async () => {
  const thrown: unknown[] = [];
  const note = (reason: unknown) => thrown.push(reason);
  process.on('unhandledRejection', note);
  const { socket, stop, ends } = await begin();
  stop();
  socket.close(1006);
  await vi.advanceTimersByTimeAsync(10);
  vi.useRealTimers();
  await new Promise((resolve) => setTimeout(resolve, 0));
  process.off('unhandledRejection', note);
  expect(thrown).toEqual([]);
  expect(ends).toEqual([]);
});
