import { useEffect, useState } from 'react';
import { usePreference } from '@/lib/usePreference';
import { type Hint, type Occasion, type Rule, type Spot, type Texts, coach } from './coach';

const QUIET_MS = 1200;

/** A marked place with some words round it, as it was when the text was read. */
export interface Excerpt {
  before: string;
  marked: string;
  after: string;
}

export interface Advice {
  rule: Rule;
  field: string;
  excerpts: Excerpt[];
}

/**
 * What the coach says of a text, a moment after one has stopped writing. It works here and nowhere
 * else: see `coach.ts`.
 */
export function useCoach(texts: Texts, { period = false }: Occasion = {}) {
  const [on, setOn] = usePreference('feedback.coach', true);
  const [dismissed, setDismissed] = useState<readonly Rule[]>([]);
  const [advice, setAdvice] = useState<readonly Advice[]>([]);
  const key = JSON.stringify(texts);

  useEffect(() => {
    if (!on) {
      setAdvice([]);
      return;
    }
    const timer = setTimeout(() => {
      const read = JSON.parse(key) as Texts;
      setAdvice(coach(read, { period }).map((hint) => adviceOf(hint, read)));
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [key, on, period]);

  return {
    advice: advice.filter((one) => !dismissed.includes(one.rule)),
    dismiss: (rule: Rule) => setDismissed((before) => [...before, rule]),
    on,
    setOn,
  };
}

function adviceOf({ rule, field, spots }: Hint, texts: Texts): Advice {
  return { rule, field, excerpts: spots.slice(0, MOST).map((spot) => excerptOf(spot, texts)) };
}

const MOST = 3;
const AROUND = 32;

function excerptOf(spot: Spot, texts: Texts): Excerpt {
  const text = texts[spot.field as keyof Texts] ?? '';
  const start = text.slice(Math.max(0, spot.from - AROUND), spot.from);
  const end = text.slice(spot.to, spot.to + AROUND);
  return {
    // From the beginning of a word, and not over a line.
    before: (start.length < spot.from ? start.replace(/^\S*\s/u, '…') : start).replace(/^.*\n/su, ''),
    marked: text.slice(spot.from, spot.to),
    after: (spot.to + AROUND < text.length ? end.replace(/\s\S*$/u, '…') : end).replace(/\n.*$/su, ''),
  };
}
