import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { PersonLine } from '@/ui/PersonLine';
import classes from './handovers.module.css';

export const HandoverLineFragment = graphql(`
  fragment HandoverLine_handover on Handover {
    id
    reason
    state
    author {
      id
      name
      isViewer
      ...PersonLine_person
    }
    receiver {
      id
      name
      ...PersonLine_person
    }
    lines {
      key
      state
    }
  }
`);

/** One handover in a list: with whom, why, and how it stands. */
export function HandoverLine({ handover: masked }: { handover: FragmentType<typeof HandoverLineFragment> }) {
  const { id, reason, state, author, receiver, lines } = unmask(HandoverLineFragment, masked);
  const { t } = useTranslation('handovers');
  const offered = lines.filter((line) => line.state === 'OFFERED').length;
  return (
    <li className={classes.line}>
      <span className={classes.grow}>
        <PersonLine
          person={author.isViewer ? receiver : author}
          to={paths.handover(id)}
          note={t(author.isViewer ? 'list.to' : 'list.from', { reason: t(`reason.${reason}`) })}
        />
      </span>
      <span className={classes.state} data-state={state}>
        {state === 'DRAFT'
          ? t('state.DRAFT')
          : offered > 0
            ? t('list.offered', { count: offered })
            : t('state.SHARED')}
      </span>
    </li>
  );
}
