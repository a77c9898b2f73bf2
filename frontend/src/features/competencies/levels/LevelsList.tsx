import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { DateText } from '@/ui/dates';
import { List } from '@/ui/List';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { EmptyState } from '@/ui/states';
import classes from '../competencies.module.css';
import { levelTitle } from './levelTitle';

const PlacePersonDialog = lazy(() => import('./PlacePersonDialog'));

const LevelsOfPeople = graphql(`
  query LevelsOfPeople($search: String!, $first: Int!) {
    people(search: $search, first: $first) {
      totalCount
      edges {
        node {
          id
          name
          hasLeft
          canPlace
          placement {
            startsOn
            endsOn
            level {
              id
              name
              trackName
            }
          }
          ...PersonLine_person
        }
      }
    }
  }
`);

const PAGE = 25;
const MOST = 100;

/** Everybody with their level, for HR, who say where people stand. */
export function LevelsList() {
  const { t } = useTranslation(['competencies', 'common']);
  const [search, setSearch] = useSearchParams();
  const text = search.get('search') ?? '';
  const [asked] = useDebouncedValue(text.trim(), 200);
  const [first, setFirst] = useState(PAGE);
  const [placing, setPlacing] = useState<string | null>(null);
  const result = useQuery({ query: LevelsOfPeople, variables: { search: asked, first } });
  return (
    <div className={classes.stack}>
      <TextInput
        className={classes.search ?? ''}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        label={t('levels.search')}
        placeholder={t('common:picker.placeholder')}
        value={text}
        onChange={(event) => {
          const next = event.currentTarget.value;
          setSearch(next ? { search: next } : {}, { replace: true });
        }}
      />
      <Query result={result}>
        {({ people }) => {
          const shown = people.edges.map((edge) => edge.node).filter((one) => !one.hasLeft);
          const chosen = shown.find((one) => one.id === placing);
          if (shown.length === 0) return <EmptyState title={t('common:picker.nobody')} />;
          return (
            <>
              <List label={t('levels.title')}>
                {shown.map((person) => (
                  <li key={person.id} className={classes.line}>
                    <div className={classes.grow}>
                      <PersonLine person={person} to={paths.person(person.id)} />
                    </div>
                    <div className={classes.standing}>
                      {person.placement ? (
                        <>
                          <span>{levelTitle(person.placement.level)}</span>
                          <span className={classes.note}>
                            {t('levels.since')} <DateText date={person.placement.startsOn} />
                          </span>
                        </>
                      ) : (
                        <span className={classes.note}>{t('levels.none')}</span>
                      )}
                    </div>
                    {person.canPlace ? (
                      <Button
                        variant="default"
                        aria-label={t(person.placement ? 'place.changeFor' : 'place.openFor', {
                          name: person.name,
                        })}
                        onClick={() => setPlacing(person.id)}
                      >
                        {person.placement ? t('place.change') : t('place.open')}
                      </Button>
                    ) : null}
                  </li>
                ))}
              </List>
              {people.totalCount > people.edges.length && first < MOST ? (
                <div>
                  <Button
                    variant="default"
                    loading={result[0].fetching}
                    onClick={() => setFirst(Math.min(MOST, first + PAGE))}
                  >
                    {t('common:action.more')}
                  </Button>
                </div>
              ) : null}
              {people.totalCount > people.edges.length && first >= MOST ? (
                <p className={classes.note}>{t('levels.narrow', { count: people.totalCount })}</p>
              ) : null}
              {chosen ? (
                <Suspense fallback={null}>
                  <PlacePersonDialog
                    person={chosen}
                    levelId={chosen.placement?.level.id ?? null}
                    onClose={() => setPlacing(null)}
                  />
                </Suspense>
              ) : null}
            </>
          );
        }}
      </Query>
    </div>
  );
}
