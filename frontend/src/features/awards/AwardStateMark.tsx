import { useTranslation } from 'react-i18next';
import type { AwardState } from '@/gql/graphql';
import classes from './awards.module.css';

/** Where an award stands, in a word or two. */
export function AwardStateMark({ state }: { state: AwardState }) {
  const { t } = useTranslation('awards');
  return (
    <span className={classes.state} data-state={state}>
      {t(`state.${state}`)}
    </span>
  );
}
