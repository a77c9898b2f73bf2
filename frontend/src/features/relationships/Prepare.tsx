import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { Section } from '@/ui/Section';
import classes from './relationships.module.css';

export const PrepareFragment = graphql(`
  fragment Prepare_relationship on Relationship {
    key
    series {
      id
      current {
        id
        openPointCount
      }
    }
    suggestions {
      key
      body
      reason
      visibility
    }
  }
`);

/** The meeting's page shows all of them. */
const SHOWN = 5;

/** What could be talked about next time, from what really happened; taken up in the meeting itself. */
export function Prepare({ pair: masked }: { pair: FragmentType<typeof PrepareFragment> }) {
  const { series, suggestions } = unmask(PrepareFragment, masked);
  const { t } = useTranslation('relationships');
  const meeting = series?.current;
  if (!meeting) return null;
  return (
    <Section title={t('prepare.title')}>
      {suggestions.length > 0 ? (
        <ul className={classes.list}>
          {suggestions.slice(0, SHOWN).map((one) => (
            <li key={one.key} className={classes.item}>
              <span className={classes.subject}>{one.body}</span>
              <p className={classes.dim}>{one.reason}</p>
            </li>
          ))}
        </ul>
      ) : (
        <p className={classes.dim}>{t('prepare.none')}</p>
      )}
      {suggestions.length > SHOWN ? (
        <p className={classes.dim}>{t('prepare.more', { count: suggestions.length - SHOWN })}</p>
      ) : null}
      <p className={classes.dim}>{t('prepare.points', { count: meeting.openPointCount })}</p>
      <div>
        <Button variant="default" component={Link} to={paths.meeting(meeting.id)}>
          {t('prepare.open')}
        </Button>
      </div>
    </Section>
  );
}
