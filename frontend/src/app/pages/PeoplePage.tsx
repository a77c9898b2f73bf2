import { Button } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { Directory } from '@/features/people/Directory';
import { DirectoryFilters } from '@/features/people/DirectoryFilters';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';

const PeoplePageQuery = graphql(`
  query PeoplePage {
    departments {
      id
      ...DirectoryFilters_department
    }
  }
`);

/** `?q=` and `?department=`. */
export default function PeoplePage() {
  const { t } = useTranslation(['people', 'common']);
  const [params, setParams] = useSearchParams();
  const search = params.get('q') ?? '';
  const departmentId = params.get('department') ?? '';
  const [{ data }] = useQuery({ query: PeoplePageQuery });

  const change = useCallback(
    (patch: { search?: string; departmentId?: string }) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of [
            ['q', patch.search],
            ['department', patch.departmentId],
          ] as const) {
            if (value) next.set(name, value);
            else if (value === '') next.delete(name);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );

  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        action={
          <Button variant="default" component={Link} to={paths.orgChart}>
            {t('common:nav.orgChart')}
          </Button>
        }
      />
      <DirectoryFilters
        search={search}
        departmentId={departmentId}
        departments={data?.departments ?? []}
        onChange={change}
      />
      <Directory
        key={`${search}\n${departmentId}`}
        search={search}
        departmentId={departmentId}
        onClear={() => setParams({}, { replace: true })}
      />
    </>
  );
}
