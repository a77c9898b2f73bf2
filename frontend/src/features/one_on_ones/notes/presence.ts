import type { Caret, Wire } from './wire';

/** The other one, as they are seen here. */
export interface Other {
  id: string;
  name: string;
  writing: boolean;
  caret: Caret | undefined;
  /** Counts up when the caret moved, so that its name is shown anew. */
  moves: number;
}

export const SHOW_EVERY_MS = 1000;
const STILL_HERE_EVERY_MS = 15_000;
/** Who was not heard of for so long is gone, whether or not they could say so. */
export const GONE_AFTER_MS = 40_000;
export const WRITES_FOR_MS = 2500;
/** What was said just before leaving may be heard just after it. */
export const JUST_LEFT_MS = 400;

type Timer = ReturnType<typeof setTimeout>;

/**
 * Who else is here. One's own place is told at most once a second, and only while somebody is there
 * to see it; whoever comes is answered, so both know of each other.
 */
export class Presence {
  other: Other | undefined;

  private own: Caret | undefined;
  private shownAt = Number.NEGATIVE_INFINITY;
  private showing: Timer | undefined;
  private beat: Timer | undefined;
  private goes: Timer | undefined;
  private pauses: Timer | undefined;
  private leftAt = Number.NEGATIVE_INFINITY;
  private running = false;

  constructor(
    private readonly wire: Pick<Wire, 'show'>,
    private readonly viewerId: string,
    private readonly onChange: () => void,
  ) {}

  /** The connection stands (again): says so to whoever is there. */
  arrive(): void {
    this.running = true;
    this.show();
    clearInterval(this.beat);
    this.beat = setInterval(() => {
      if (this.other && document.visibilityState === 'visible') this.show();
    }, STILL_HERE_EVERY_MS);
  }

  /** Says goodbye; the other one is still heard. */
  leave(): void {
    if (!this.running) return;
    this.running = false;
    clearTimeout(this.showing);
    clearInterval(this.beat);
    this.showing = undefined;
    if (navigator.onLine) this.wire.show(undefined, true);
  }

  /** One's own caret moved, or there is none (undefined). */
  moved(caret: Caret | undefined): void {
    this.own = caret;
    if (this.other) this.show();
  }

  heard(person: { id: string; name: string }, caret: Caret | undefined, leaving: boolean): void {
    if (person.id === this.viewerId) return;
    if (leaving) {
      this.leftAt = Date.now();
      this.gone();
      return;
    }
    const known = this.other;
    if (!known && Date.now() - this.leftAt < JUST_LEFT_MS) {
      // Whoever is really back so soon answers this.
      this.show();
      return;
    }
    const moved = caret !== undefined && !same(caret, known?.caret);
    this.seen({
      id: person.id,
      name: person.name,
      writing: known?.writing ?? false,
      caret,
      moves: (known?.moves ?? 0) + (moved ? 1 : 0),
    });
    // A newcomer does not know yet that somebody is here.
    if (!known) this.show();
  }

  /** Something of theirs came. It may have been typed long ago: it does not mean that they are here. */
  wrote(author: { id: string }): void {
    const known = this.other;
    if (author.id !== known?.id) return;
    this.seen({ ...known, writing: true });
    clearTimeout(this.pauses);
    this.pauses = setTimeout(() => {
      if (!this.other) return;
      this.other = { ...this.other, writing: false };
      this.onChange();
    }, WRITES_FOR_MS);
  }

  private seen(other: Other): void {
    this.other = other;
    clearTimeout(this.goes);
    this.goes = setTimeout(() => this.gone(), GONE_AFTER_MS);
    this.onChange();
  }

  /** Nobody is heard any more. */
  alone(): void {
    this.gone();
  }

  private gone(): void {
    clearTimeout(this.goes);
    clearTimeout(this.pauses);
    if (!this.other) return;
    this.other = undefined;
    this.onChange();
  }

  private show(): void {
    if (!this.running || this.showing !== undefined || !navigator.onLine) return;
    const wait = Math.max(0, this.shownAt + SHOW_EVERY_MS - Date.now());
    this.showing = setTimeout(() => {
      this.showing = undefined;
      this.shownAt = Date.now();
      this.wire.show(this.own);
    }, wait);
  }
}

function same(one: Caret, two: Caret | undefined): boolean {
  const equal = (a: Uint8Array, b: Uint8Array) =>
    a.length === b.length && a.every((byte, index) => byte === b[index]);
  return two !== undefined && equal(one.anchor, two.anchor) && equal(one.head, two.head);
}
