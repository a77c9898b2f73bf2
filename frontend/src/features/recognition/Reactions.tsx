import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import type { ReactionKind } from '@/gql/graphql';
import { toast } from '@/ui/toast';
import classes from './recognition.module.css';
import { REACTIONS } from './reactions';
import { useReact, useUnreact } from './useReact';

export const ReactionsFragment = graphql(`
  fragment Reactions_kudos on Kudos {
    id
    reactions {
      kind
      count
      mine
    }
  }
`);

/** One button a reaction. A click shows at once and is taken back if the server refuses. */
export function Reactions({ kudos: masked }: { kudos: FragmentType<typeof ReactionsFragment> }) {
  const kudos = unmask(ReactionsFragment, masked);
  const { t } = useTranslation('recognition');
  const react = useReact(kudos.id);
  const unreact = useUnreact(kudos.id);
  // What was clicked and is not yet confirmed.
  const [hoped, setHoped] = useState<Partial<Record<ReactionKind, boolean>>>({});

  async function toggle(kind: ReactionKind, mine: boolean) {
    setHoped((before) => ({ ...before, [kind]: !mine }));
    const input = { kudosId: kudos.id, kind };
    const outcome = mine ? await unreact.run({ input }) : await react.run({ input });
    setHoped((before) => {
      const rest = { ...before };
      delete rest[kind];
      return rest;
    });
    if (!outcome.ok) toast(outcome.refusal?.message ?? outcome.fault ?? '');
  }

  return (
    <div className={classes.reactions} role="group" aria-label={t('reactions')}>
      {REACTIONS.map(([kind, Sign]) => {
        const known = kudos.reactions.find((one) => one.kind === kind);
        const was = known?.mine ?? false;
        const mine = hoped[kind] ?? was;
        const count = (known?.count ?? 0) + (mine === was ? 0 : mine ? 1 : -1);
        return (
          <button
            key={kind}
            type="button"
            className={classes.reaction}
            data-kind={kind}
            data-used={count > 0 || undefined}
            aria-pressed={mine}
            title={t(`reaction.name.${kind}`)}
            aria-label={t(`reaction.${kind}`, { n: count })}
            onClick={() => void toggle(kind, mine)}
          >
            <Sign size={18} stroke={1.7} aria-hidden="true" />
            {count > 0 ? <span aria-hidden="true">{count}</span> : null}
          </button>
        );
      })}
    </div>
  );
}
