import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { useViewer } from '@/lib/session';
import { CompetencyField } from '@/ui/CompetencyField';
import { List } from '@/ui/List';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import classes from './learning.module.css';
import { ResourceLine } from './ResourceLine';
import { useResourceForms } from './useResourceForms';

const ResourceDialog = lazy(() => import('./ResourceDialog'));
const ImportLearningDialog = lazy(() => import('./ImportLearningDialog'));

const LearningCatalogue = graphql(`
  query LearningCatalogue($search: String, $competencyId: ID, $first: Int!) {
    learningResources(search: $search, competencyId: $competencyId, first: $first) {
      totalCount
      edges {
        node {
          id
          ...ResourceLine_resource
        }
      }
    }
  }
`);

const PAGE = 20;
const MOST = 100;

/** Everything there is to learn from, by words and by competency. HR keeps it. */
export function Catalogue() {
  const { t } = useTranslation(['learning', 'common']);
  const viewer = useViewer();
  const [search, setSearch] = useSearchParams();
  const text = search.get('search') ?? '';
  const competencyId = search.get('competency');
  const [asked] = useDebouncedValue(text.trim(), 200);
  const [first, setFirst] = useState(PAGE);
  const [form, setForm] = useState<'add' | 'import' | null>(null);
  const { onDone, onEdit, forms } = useResourceForms();
  const result = useQuery({
    query: LearningCatalogue,
    variables: { search: asked || null, competencyId, first },
  });

  function filter(name: 'search' | 'competency', value: string) {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true, preventScrollReset: true });
    setFirst(PAGE);
  }

  const hr = viewer.isHr ? (
    <div className={classes.buttons}>
      <Button variant="default" onClick={() => setForm('import')}>
        {t('catalogue.import')}
      </Button>
      <Button variant="default" onClick={() => setForm('add')}>
        {t('catalogue.add')}
      </Button>
    </div>
  ) : null;
  return (
    <Section title={t('catalogue.title')} aside={hr}>
      <div className={classes.filters}>
        <TextInput
          type="search"
          size="md"
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          label={t('catalogue.search')}
          value={text}
          onChange={(event) => filter('search', event.currentTarget.value)}
        />
        <CompetencyField
          label={t('catalogue.competency')}
          none={t('catalogue.any')}
          value={competencyId}
          onChange={(chosen) => filter('competency', chosen ?? '')}
        />
      </div>
      <Query result={result}>
        {({ learningResources: found }) =>
          found.edges.length === 0 ? (
            <EmptyState
              title={text || competencyId ? t('catalogue.nothing') : t('catalogue.none')}
              example={viewer.isHr ? t('catalogue.noneHr') : t('catalogue.noneExample')}
            />
          ) : (
            <>
              <List label={t('catalogue.title')}>
                {found.edges.map(({ node }) => (
                  <ResourceLine key={node.id} resource={node} onDone={onDone} onEdit={onEdit} />
                ))}
              </List>
              {found.totalCount > found.edges.length && first < MOST ? (
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
              {found.totalCount > found.edges.length && first >= MOST ? (
                <p className={classes.note}>{t('catalogue.narrow', { count: found.totalCount })}</p>
              ) : null}
            </>
          )
        }
      </Query>
      {forms}
      <Suspense fallback={null}>
        {form === 'add' ? <ResourceDialog resource={null} onClose={() => setForm(null)} /> : null}
        {form === 'import' ? <ImportLearningDialog onClose={() => setForm(null)} /> : null}
      </Suspense>
    </Section>
  );
}
