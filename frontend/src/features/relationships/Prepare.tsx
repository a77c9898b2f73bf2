import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { List } from '@/ui/List';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { LoadingState } from '@/ui/states';
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
    person {
      id
    }
  }
`);

/** Apart from the page, which need not wait for them: they are looked for in every corner. */
const PairSuggestions = graphql(`
  query PairSuggestions($personId: ID!) {
    pair(personId: $personId) {
      key
      suggestions {
        key
        body
        reason
      }
    }
  }
`);

/** The meeting's page shows all of them. */
const SHOWN = 5;

/** What could be talked about next time, from what really happened; taken up in the meeting itself. */
export function Prepare({ pair: masked }: { pair: FragmentType<typeof PrepareFragment> }) {
  const { series, person } = unmask(PrepareFragment, masked);
  const { t } = useTranslation('relationships');
  const meeting = series?.current;
  const result = useQuery({
    query: PairSuggestions,
    variables: { personId: person.id },
    pause: !meeting,
  });
  if (!meeting) return null;
  return (
    <Section title={t('prepare.title')}>
      <Query result={result} loading={<LoadingState lines={2} height={48} />}>
        {({ pair }) => <Suggestions suggestions={pair?.suggestions ?? []} />}
      </Query>
      <p className={classes.dim}>{t('prepare.points', { count: meeting.openPointCount })}</p>
      <div>
        <Button variant="default" component={Link} to={paths.meeting(meeting.id)}>
          {t('prepare.open')}
        </Button>
      </div>
    </Section>
  );
}

type Suggestion = NonNullable<DocumentType<typeof PairSuggestions>['pair']>['suggestions'][number];

function Suggestions({ suggestions }: { suggestions: readonly Suggestion[] }) {
  const { t } = useTranslation('relationships');
  return (
    <>
      {suggestions.length > 0 ? (
        <List>
          {suggestions.slice(0, SHOWN).map((one) => (
            <li key={one.key} className={classes.item}>
              <span className={classes.subject}>{one.body}</span>
              <p className={classes.dim}>{one.reason}</p>
            </li>
          ))}
        </List>
      ) : (
        <p className={classes.dim}>{t('prepare.none')}</p>
      )}
      {suggestions.length > SHOWN ? (
        <p className={classes.dim}>{t('prepare.more', { count: suggestions.length - SHOWN })}</p>
      ) : null}
    </>
  );
}
