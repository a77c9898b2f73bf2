import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { toast } from '@/ui/toast';
import { useAddTalkingPoint, useDeleteTalkingPoint } from '../useTalkingPoints';

const DismissSuggestion = graphql(`
  mutation DismissSuggestion($input: DismissSuggestionInput!) {
    dismissSuggestion(input: $input) {
      ... on DismissSuggestionSuccess {
        series {
          id
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

/** As long as the message stays in which it can be undone, and a little longer. */
const UNDO_MS = 12_500;

interface Suggestion {
  key: string;
  body: string;
  visibility: 'SHARED' | 'PRIVATE';
}

/**
 * Adding and dismissing suggestions, each with a way back.
 *
 * A dismissal cannot be taken back once the server has it, so it is sent when it can no longer be
 * undone: after a while, or when the page is left.
 */
export function useSuggestions(meetingId: string, seriesId: string) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const { run: addPoint } = useAddTalkingPoint();
  const remove = useDeleteTalkingPoint(meetingId);
  const { run: send } = useCommand(DismissSuggestion, { quiet: true });
  const waiting = useRef(new Map<string, { timer: ReturnType<typeof setTimeout>; hush: () => void }>());

  const show = (key: string) => setGone((before) => new Set([...before].filter((one) => one !== key)));
  const hide = (key: string) => setGone((before) => new Set([...before, key]));
  /** Stops the clock of a dismissal, and takes the message away that offers to undo it. */
  const settle = (key: string) => {
    const one = waiting.current.get(key);
    clearTimeout(one?.timer);
    one?.hush();
    waiting.current.delete(key);
  };
  const dismissNow = async (key: string) => {
    settle(key);
    const outcome = await send({ input: { seriesId, suggestionKey: key } });
    if (outcome.ok) return;
    show(key);
    toast(outcome.refusal?.message ?? outcome.fault ?? '');
  };

  const latest = useRef(dismissNow);
  latest.current = dismissNow;
  useEffect(() => {
    const timers = waiting.current;
    const leave = () => {
      for (const key of timers.keys()) void latest.current(key);
    };
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, []);

  return {
    /** What is no longer shown, although the server may still have it. */
    gone,
    add: async ({ key, body, visibility }: Suggestion) => {
      hide(key);
      const outcome = await addPoint({ input: { meetingId, body, visibility, suggestionKey: key } });
      if (!outcome.ok) {
        show(key);
        toast(outcome.refusal?.message ?? outcome.fault ?? '');
        return;
      }
      const point = outcome.data.talkingPoint;
      toast(t('suggestions.added', { point: body }), {
        label: t('common:action.undo'),
        run: () =>
          void remove.quietly(point.id).then((done) => {
            if (done) show(key);
          }),
      });
    },
    dismiss: ({ key, body }: Suggestion) => {
      hide(key);
      const hush = toast(t('suggestions.dismissed', { point: body }), {
        label: t('common:action.undo'),
        run: () => {
          settle(key);
          show(key);
        },
      });
      const timer = setTimeout(() => void latest.current(key), UNDO_MS);
      waiting.current.set(key, { timer, hush });
    },
  };
}
