import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { RelativeTime, useDates } from '@/ui/dates';
import classes from './promises.module.css';

export const HistoryFragment = graphql(`
  fragment History_item on ActionItem {
    id
    history {
      key
      kind
      before
      after
      at
      by {
        id
        name
      }
    }
  }
`);

type Change = DocumentType<typeof HistoryFragment>['history'][number];

const STATES = ['OPEN', 'DONE', 'DROPPED', 'BECAME_GOAL', 'HANDED_OVER'] as const;

/** How a promise came to be what it is: who changed what, and when. */
export function History({ item: masked }: { item: FragmentType<typeof HistoryFragment> }) {
  const { history } = unmask(HistoryFragment, masked);
  const { t } = useTranslation('one_on_ones');
  const words = useWords();
  if (history.length === 0) return null;
  return (
    <section aria-labelledby="history" className={classes.part}>
      <h3 id="history">{t('history.title')}</h3>
      <ol className={classes.history}>
        {history.map((change) => (
          <li key={change.key}>
            <span>{words(change)}</span>
            <span className={classes.dim}>
              {change.by ? <>{t('history.by', { name: change.by.name })} · </> : null}
              <RelativeTime at={change.at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A change as a sentence. */
function useWords() {
  const { t } = useTranslation('one_on_ones');
  const dates = useDates();
  return ({ kind, before, after }: Change): string => {
    switch (kind) {
      case 'MADE':
        return t('history.MADE');
      case 'BODY':
        return t('history.BODY', { before, after });
      case 'OWNER':
        return t('history.OWNER', { before, after });
      case 'DUE_ON':
        if (!before) return t('history.DUE_ON.set', { date: dates.date(after) });
        if (!after) return t('history.DUE_ON.taken', { date: dates.date(before) });
        return t('history.DUE_ON', { before: dates.date(before), after: dates.date(after) });
      case 'STATE': {
        const state = STATES.find((one) => one === after.toUpperCase()) ?? 'OPEN';
        return t(`history.STATE.${state}`);
      }
    }
  };
}
