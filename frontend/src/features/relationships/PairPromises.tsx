import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { List } from '@/ui/List';
import { Section } from '@/ui/Section';
import classes from './relationships.module.css';

export const PairPromisesFragment = graphql(`
  fragment PairPromises_relationship on Relationship {
    key
    openPromises {
      id
      body
      dueOn
      overdue
      owner {
        id
        name
        isViewer
      }
      meeting {
        id
      }
    }
  }
`);

/** What each of the two has promised the other. */
export function PairPromises({ pair: masked }: { pair: FragmentType<typeof PairPromisesFragment> }) {
  const { openPromises } = unmask(PairPromisesFragment, masked);
  const { t } = useTranslation('relationships');
  const dates = useDates();
  return (
    <Section title={t('promises.title')}>
      {openPromises.length === 0 ? (
        <p className={classes.dim}>{t('promises.none')}</p>
      ) : (
        <List>
          {openPromises.map((promise) => (
            <li key={promise.id} className={classes.item}>
              <Link className={classes.subject} to={paths.meeting(promise.meeting.id)}>
                {promise.body}
              </Link>
              <p className={classes.dim}>
                {promise.owner.isViewer
                  ? t('promises.mine')
                  : t('promises.theirs', { name: promise.owner.name })}
                {promise.dueOn ? (
                  <span className={promise.overdue ? classes.late : undefined}>
                    {' · '}
                    {t(promise.overdue ? 'promises.late' : 'promises.due', {
                      date: dates.date(promise.dueOn),
                    })}
                  </span>
                ) : null}
              </p>
            </li>
          ))}
        </List>
      )}
    </Section>
  );
}
