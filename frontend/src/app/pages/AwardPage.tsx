import { Button } from '@mantine/core';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { AwardActs } from '@/features/awards/AwardActs';
import classes from '@/features/awards/awards.module.css';
import { AwardStateMark } from '@/features/awards/AwardStateMark';
import { Ballot } from '@/features/awards/Ballot';
import { Jury } from '@/features/awards/Jury';
import { MyNominations } from '@/features/awards/MyNominations';
import { Results } from '@/features/awards/Results';
import { Steps } from '@/features/awards/Steps';
import { useQuarterText } from '@/features/awards/useQuarter';
import { Winners } from '@/features/awards/Winners';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { usePreload } from '@/lib/usePreload';
import { Columns } from '@/ui/Columns';
import { Markdown } from '@/ui/Markdown';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { NotThere } from '@/ui/states';

const loadNominateDialog = () => import('@/features/awards/NominateDialog');
const NominateDialog = lazy(loadNominateDialog);
const LATER = [loadNominateDialog];

const AwardPageQuery = graphql(`
  query AwardPage($id: ID!) {
    award(id: $id) {
      id
      name
      description
      quarter
      state
      winnersWanted
      canNominate
      myNominations {
        id
      }
      ...AwardActs_award
      ...Ballot_award
      ...Jury_award
      ...MyNominations_award
      ...Results_award
      ...Steps_award
      ...Winners_award
    }
  }
`);

/** One award, from nominations to the announcement. `?nominate` opens the form. */
export default function AwardPage() {
  usePreload(LATER);
  const { t } = useTranslation('awards');
  const { id = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const quarter = useQuarterText();
  const result = useQuery({ query: AwardPageQuery, variables: { id } });
  const award = result[0].data?.award;
  const of = award ? quarter(award.quarter) : '';
  return (
    <>
      <PageHeader
        title={award?.name ?? t('one')}
        back={{ to: paths.awards, label: t('title') }}
        lead={
          award ? (
            <span className={classes.facts}>
              <AwardStateMark state={award.state} />
              {of ? <span>{of}</span> : null}
              <span>{t('wanted', { count: award.winnersWanted })}</span>
            </span>
          ) : undefined
        }
        action={
          award?.canNominate ? (
            <Button onClick={() => setSearch({ nominate: '' })}>{t('nominate.open')}</Button>
          ) : null
        }
      />
      <Query result={result}>
        {(data) =>
          data.award ? (
            <Columns
              main={
                <>
                  {data.award.description ? (
                    <div className={classes.description}>
                      <Markdown>{data.award.description}</Markdown>
                    </div>
                  ) : null}
                  <Winners award={data.award} />
                  <Results award={data.award} />
                  <Ballot award={data.award} />
                  <MyNominations award={data.award} />
                  {data.award.canNominate && data.award.myNominations.length === 0 ? (
                    <p className={classes.quiet}>{t('nominate.invite')}</p>
                  ) : null}
                </>
              }
              side={
                <>
                  <Steps award={data.award} />
                  <AwardActs award={data.award} />
                  <Jury award={data.award} />
                </>
              }
            />
          ) : (
            <NotThere />
          )
        }
      </Query>
      {award?.canNominate && search.has('nominate') ? (
        <Suspense fallback={null}>
          <NominateDialog
            award={award}
            nomination={null}
            onClose={() => setSearch({}, { replace: true })}
          />
        </Suspense>
      ) : null}
    </>
  );
}
