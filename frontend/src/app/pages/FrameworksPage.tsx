import { Button } from '@mantine/core';
import { IconStairsUp } from '@tabler/icons-react';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import classes from '@/features/competencies/competencies.module.css';
import { FrameworkLine } from '@/features/competencies/frameworks/FrameworkLine';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { usePreload } from '@/lib/usePreload';
import { List } from '@/ui/List';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';

const loadCreate = () => import('@/features/competencies/frameworks/CreateFrameworkDialog');
const CreateFrameworkDialog = lazy(loadCreate);
const loadImport = () => import('@/features/competencies/frameworks/ImportFrameworkDialog');
const ImportFrameworkDialog = lazy(loadImport);
const LATER = [loadCreate, loadImport];

const FrameworksPageQuery = graphql(`
  query FrameworksPage($hr: Boolean!) {
    inUse: competencyFrameworks {
      id
      ...FrameworkLine_framework
    }
    retired: competencyFrameworks(retired: true) @include(if: $hr) {
      id
      ...FrameworkLine_framework
    }
  }
`);

const FORMS = ['create', 'import'] as const;

/** What is expected in each kind of work. HR makes and publishes it; everybody reads. */
export default function FrameworksPage() {
  usePreload(LATER);
  const { t } = useTranslation('competencies');
  const viewer = useViewer();
  const [search, setSearch] = useSearchParams();
  const result = useQuery({ query: FrameworksPageQuery, variables: { hr: viewer.isHr } });
  const form = viewer.isHr ? FORMS.find((one) => search.has(one)) : undefined;
  const close = () => setSearch({}, { replace: true });
  const create = <Button onClick={() => setSearch({ create: '' })}>{t('create.open')}</Button>;
  return (
    <>
      <PageHeader
        title={t('frameworks.title')}
        lead={t('frameworks.lead')}
        back={{ to: paths.competencies, label: t('title') }}
        action={viewer.isHr ? create : undefined}
      />
      <div className={classes.stack}>
        {viewer.isHr ? (
          <div className={classes.buttons}>
            <Button variant="default" onClick={() => setSearch({ import: '' })}>
              {t('importing.open')}
            </Button>
            <Button variant="default" component={Link} to={paths.levels}>
              {t('levels.open')}
            </Button>
          </div>
        ) : null}
        <Query result={result}>
          {({ inUse, retired }) => (
            <>
              {inUse.length === 0 ? (
                <EmptyState
                  icon={<IconStairsUp size={32} stroke={1.5} />}
                  title={t('frameworks.none')}
                  example={viewer.isHr ? t('frameworks.noneHr') : t('frameworks.noneExample')}
                  {...(viewer.isHr ? { action: create } : {})}
                />
              ) : (
                <List label={t('frameworks.title')}>
                  {inUse.map((framework) => (
                    <FrameworkLine key={framework.id} framework={framework} />
                  ))}
                </List>
              )}
              {retired && retired.length > 0 ? (
                <Section title={t('frameworks.retired')}>
                  <List label={t('frameworks.retired')}>
                    {retired.map((framework) => (
                      <FrameworkLine key={framework.id} framework={framework} />
                    ))}
                  </List>
                </Section>
              ) : null}
            </>
          )}
        </Query>
      </div>
      <Suspense fallback={null}>
        {form === 'create' ? <CreateFrameworkDialog onClose={close} /> : null}
        {form === 'import' ? <ImportFrameworkDialog onClose={close} /> : null}
      </Suspense>
    </>
  );
}
