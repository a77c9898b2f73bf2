import { Button } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import type { DataQualityKind } from '@/gql/graphql';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { EmptyState, NotThere } from '@/ui/states';
import classes from './company.module.css';

const STEP = 25;
const MOST = 100;

const DataQualityQuery = graphql(`
  query DataQuality($kind: DataQualityKind, $first: Int!) {
    dataQuality {
      peopleCount
      counts {
        kind
        count
      }
      issues(kind: $kind, first: $first) {
        totalCount
        edges {
          node {
            key
            kind
            reason
            people {
              id
              ...PersonLine_person
            }
          }
        }
      }
    }
  }
`);

type Quality = NonNullable<DocumentType<typeof DataQualityQuery>['dataQuality']>;

/** What is doubtful in the directory. The kind that is looked at stands in the address. */
export function DataQuality() {
  const { t } = useTranslation('company');
  const [search] = useSearchParams();
  const kind = search.get('kind') as DataQualityKind | null;
  const [first, setFirst] = useState(STEP);
  const result = useQuery({ query: DataQualityQuery, variables: { kind, first } });
  return (
    <Query result={result}>
      {({ dataQuality: quality }) =>
        quality ? (
          <div className={classes.stack}>
            <Kinds quality={quality} chosen={kind} />
            {quality.issues.totalCount === 0 ? (
              <EmptyState
                icon={<IconSparkles size={32} stroke={1.5} />}
                title={t('quality.none')}
                example={t('quality.noneExample')}
              />
            ) : (
              <Issues quality={quality} more={() => setFirst(MOST)} />
            )}
          </div>
        ) : (
          <NotThere />
        )
      }
    </Query>
  );
}

function Kinds({ quality, chosen }: { quality: Quality; chosen: DataQualityKind | null }) {
  const { t } = useTranslation('company');
  const all = quality.counts.reduce((sum, one) => sum + one.count, 0);
  return (
    <nav aria-label={t('quality.kinds')}>
      <ul className={classes.chips}>
        <li>
          <Link className={classes.chip} to="?" aria-current={chosen === null}>
            {t('quality.all')} <span className={classes.count}>{all}</span>
          </Link>
        </li>
        {quality.counts
          .filter((one) => one.count > 0 || one.kind === chosen)
          .map((one) => (
            <li key={one.kind}>
              <Link
                className={classes.chip}
                to={`?kind=${one.kind}`}
                aria-current={chosen === one.kind}
              >
                {t(`quality.kind.${one.kind}`)} <span className={classes.count}>{one.count}</span>
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}

function Issues({ quality, more }: { quality: Quality; more: () => void }) {
  const { t } = useTranslation('company');
  const { edges, totalCount } = quality.issues;
  return (
    <>
      <ul className={classes.list}>
        {edges.map(({ node }) => (
          <li key={node.key} className={classes.item}>
            {node.people.map((person) => (
              <span key={person.id} className={classes.grow}>
                <PersonLine person={person} />
              </span>
            ))}
            <p className={`${classes.reason} ${classes.grow}`}>{node.reason}</p>
          </li>
        ))}
      </ul>
      {edges.length < totalCount ? (
        <div className={classes.actions}>
          <span className={classes.count}>{t('import.shown', { shown: edges.length, total: totalCount })}</span>
          {edges.length < MOST ? (
            <Button variant="default" onClick={more}>
              {t('import.more')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </>
  );
}
