import { Button, Menu } from '@mantine/core';
import { IconDotsVertical, IconDownload, IconPencil, IconUpload } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { exportPath } from '@/features/competencies/frameworks/exportPath';
import { FrameworkText } from '@/features/competencies/frameworks/FrameworkText';
import { Versions } from '@/features/competencies/frameworks/Versions';
import { type DocumentType, graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { usePreload } from '@/lib/usePreload';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { EmptyState, LoadingState, NotThere } from '@/ui/states';
import { TabLink, TabLinks } from '@/ui/TabLinks';

const loadEditor = () => import('@/features/competencies/editor/FrameworkEditor');
const FrameworkEditor = lazy(loadEditor);
const loadImport = () => import('@/features/competencies/frameworks/ImportFrameworkDialog');
const ImportFrameworkDialog = lazy(loadImport);
const LATER = [loadEditor, loadImport];

const FrameworkPageQuery = graphql(`
  query FrameworkPage($id: ID!) {
    competencyFramework(id: $id) {
      id
      name
      description
      retired
      canManage
      version
      published {
        id
        number
        ...FrameworkText_version
      }
      draft {
        id
      }
    }
  }
`);

type Framework = NonNullable<DocumentType<typeof FrameworkPageQuery>['competencyFramework']>;

const PARTS = ['words', 'structure', 'versions'] as const;
const KEEP = { keep: true };

/** One framework: what is published, and for HR its draft and its versions. */
export default function FrameworkPage() {
  usePreload(LATER);
  const { t } = useTranslation('competencies');
  const { id = '' } = useParams();
  const result = useQuery({ query: FrameworkPageQuery, variables: { id }, context: KEEP });
  const framework = result[0].data?.competencyFramework;
  const [importing, setImporting] = useState(false);
  return (
    <>
      <PageHeader
        title={framework?.name ?? t('frameworks.one')}
        lead={framework?.description || undefined}
        back={{ to: paths.frameworks, label: t('frameworks.title') }}
        action={
          framework ? (
            <Acts framework={framework} onImport={() => setImporting(true)} />
          ) : undefined
        }
      />
      <Query result={result} loading={<LoadingState lines={4} height={120} />}>
        {({ competencyFramework: found }) =>
          found ? <Parts framework={found} /> : <NotThere />
        }
      </Query>
      {importing && framework ? (
        <Suspense fallback={null}>
          <ImportFrameworkDialog framework={framework} onClose={() => setImporting(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

function Acts({ framework, onImport }: { framework: Framework; onImport: () => void }) {
  const { t } = useTranslation('competencies');
  const csv = framework.published ? exportPath(framework.id) : null;
  if (!framework.canManage) {
    return csv ? (
      <Button component="a" variant="default" href={csv} download leftSection={<IconDownload size={18} />}>
        {t('framework.csv')}
      </Button>
    ) : null;
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDotsVertical size={18} />}>
          {t('framework.more')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {csv ? (
          <Menu.Item component="a" href={csv} download leftSection={<IconDownload size={18} />}>
            {t('framework.csv')}
          </Menu.Item>
        ) : null}
        <Menu.Item leftSection={<IconUpload size={18} />} onClick={onImport}>
          {t('importing.intoOpen')}
        </Menu.Item>
        <Menu.Item
          component={Link}
          to={paths.frameworkPart(framework.id, 'words')}
          leftSection={<IconPencil size={18} />}
        >
          {t('framework.edit')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Parts({ framework }: { framework: Framework }) {
  const { t } = useTranslation('competencies');
  const { id, published, canManage } = framework;
  const { '*': part = '' } = useParams();
  const text = published ? (
    <FrameworkText version={published} />
  ) : (
    <EmptyState
      title={t('framework.unpublished')}
      {...(canManage
        ? {
            action: (
              <Button component={Link} to={paths.frameworkPart(id, 'words')}>
                {t('framework.edit')}
              </Button>
            ),
          }
        : {})}
    />
  );
  if (!canManage) return text;
  return (
    <>
      <TabLinks label={t('framework.parts')} tight>
        {published ? (
          <TabLink to={paths.framework(id)} current={part === ''}>
            {t('framework.part.published')}
          </TabLink>
        ) : null}
        {PARTS.map((one) => (
          <TabLink key={one} to={paths.frameworkPart(id, one)} current={part === one}>
            {t(`framework.part.${one}`)}
          </TabLink>
        ))}
      </TabLinks>
      <Suspense fallback={<LoadingState lines={5} />}>
        {part === '' ? text : null}
        {/* One editor for both: what is typed in one part is there in the other. */}
        {part === 'words' || part === 'structure' ? <FrameworkEditor id={id} part={part} /> : null}
        {part === 'versions' ? <Versions id={id} /> : null}
        {part !== '' && !PARTS.some((one) => one === part) ? <NotThere /> : null}
      </Suspense>
    </>
  );
}
