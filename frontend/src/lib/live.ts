import type { Ended } from './subscriptions';

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15_000;
/** As many connections in a row fail before what they tell of is asked for instead. */
const PATIENCE = 2;

/** What a connection says of itself. */
export interface Connection {
  open: () => void;
  end: (why: Ended) => void;
}

interface Options {
  /** Begins to hear what came after the last thing heard; answers how to stop. */
  connect: (connection: Connection) => () => void;
  onOpen?: () => void;
  /** Reads the whole state; called while there is no connection to be had. */
  poll: () => void;
  pollEveryMs: number;
}

/**
 * Keeps hearing of changes: goes on after the last one when the connection breaks, and asks again
 * and again where there is no WebSocket. Without a network it waits.
 */
export class Live {
  private stopListening: (() => void) | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private polling: ReturnType<typeof setInterval> | undefined;
  private failures = 0;
  private running = false;

  constructor(private readonly options: Options) {}

  start(): void {
    if (this.running) return;
    this.running = true;
    addEventListener('online', this.online);
    addEventListener('offline', this.offline);
    this.connect();
  }

  stop(): void {
    this.running = false;
    removeEventListener('online', this.online);
    removeEventListener('offline', this.offline);
    this.disconnect();
  }

  /** The server is there again, as somebody else has noticed: no need to wait any longer. */
  hurry(): void {
    if (!this.running || this.stopListening) return;
    this.failures = 0;
    clearTimeout(this.retry);
    this.connect();
  }

  private readonly online = () => {
    this.failures = 0;
    this.disconnect();
    this.connect();
  };

  // A connection that went with the network may look open for a long time.
  private readonly offline = () => this.disconnect();

  private disconnect(): void {
    clearTimeout(this.retry);
    clearInterval(this.polling);
    this.polling = undefined;
    this.stopListening?.();
    this.stopListening = undefined;
  }

  private connect(): void {
    if (!this.running || !navigator.onLine) return;
    this.stopListening = this.options.connect({
      open: () => {
        this.failures = 0;
        clearInterval(this.polling);
        this.polling = undefined;
        this.options.onOpen?.();
      },
      end: (why) => this.ended(why),
    });
  }

  private ended(why: Ended): void {
    this.stopListening = undefined;
    if (!this.running) return;
    this.failures += 1;
    // Reading over HTTP is what notices that nobody is signed in, or that a thing is gone.
    if (why !== 'lost') this.options.poll();
    if (this.failures >= PATIENCE && this.polling === undefined) {
      this.options.poll();
      this.polling = setInterval(() => {
        if (document.visibilityState === 'visible' && navigator.onLine) this.options.poll();
      }, this.options.pollEveryMs);
    }
    const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.failures - 1));
    // Not all at the same moment when a server comes back.
    this.retry = setTimeout(() => this.connect(), wait * (0.75 + Math.random() / 2));
  }
}
