import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { PairHandovers } from '@/features/handovers/PairHandovers';
import { PairBalance } from '@/features/relationships/PairBalance';
import { PairPromises } from '@/features/relationships/PairPromises';
import { PairSummary } from '@/features/relationships/PairSummary';
import { Prepare } from '@/features/relationships/Prepare';
import { FILTERS, type Filter, Touchpoints } from '@/features/relationships/Touchpoints';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { Columns } from '@/ui/Columns';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { NotThere } from '@/ui/states';

const PairPageQuery = graphql(`
  query PairPage($personId: ID!, $first: Int!, $kinds: [TouchpointKind!]) {
    pair(personId: $personId) {
      key
      person {
        id
        name
        hasLeft
        canStartSeries
      }
      series {
        id
        current {
          id
        }
      }
      ...PairSummary_relationship
      ...PairBalance_relationship
      ...Prepare_relationship
      ...PairHandovers_relationship
      ...PairPromises_relationship
      ...Touchpoints_relationship
    }
  }
`);

const PAGE = 20;

export default function PairPage() {
  const { t } = useTranslation(['relationships', 'people']);
  const { id = '' } = useParams();
  const [first, setFirst] = useState(PAGE);
  const [search] = useSearchParams();
  const only = search.get('only');
  const filter = only && only in FILTERS ? (only as Filter) : null;
  const result = useQuery({
    query: PairPageQuery,
    variables: { personId: id, first, kinds: filter ? [...FILTERS[filter]] : null },
  });
  return (
    <Query result={result}>
      {({ pair }) => {
        if (!pair) {
          return (
            <>
              <PageHeader title={t('people:title')} back={{ to: paths.people, label: t('people:title') }} />
              <NotThere />
            </>
          );
        }
        const { person } = pair;
        const meeting = pair.series?.current;
        return (
          <>
            <PageHeader
              title={t('title', { name: person.name })}
              lead={t('lead')}
              back={{ to: paths.person(person.id), label: person.name }}
              action={
                person.hasLeft ? undefined : (
                  <>
                    <Button variant="default" component={Link} to={paths.giveFeedback(person.id)}>
                      {t('do.feedback')}
                    </Button>
                    <Button variant="default" component={Link} to={paths.giveKudos(person.id)}>
                      {t('do.thank')}
                    </Button>
                    {meeting ? (
                      <Button component={Link} to={paths.meeting(meeting.id)}>
                        {t('do.meeting')}
                      </Button>
                    ) : person.canStartSeries ? (
                      <Button component={Link} to={paths.startSeries(person.id)}>
                        {t('do.meet')}
                      </Button>
                    ) : null}
                  </>
                )
              }
            />
            <Columns
              sideFirst
              main={
                <Touchpoints
                  pair={pair}
                  filter={filter}
                  more={() => setFirst((count) => Math.min(count + PAGE, 100))}
                />
              }
              side={
                <>
                  <PairSummary pair={pair} />
                  <Prepare pair={pair} />
                  <PairPromises pair={pair} />
                  <PairHandovers pair={pair} />
                  <PairBalance pair={pair} />
                </>
              }
            />
          </>
        );
      }}
    </Query>
  );
}
