import { NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import classes from './people.module.css';

export const DirectoryFiltersFragment = graphql(`
  fragment DirectoryFilters_department on Department {
    id
    name
    path
    headCount
  }
`);

interface DirectoryFiltersProps {
  search: string;
  departmentId: string;
  departments: readonly FragmentType<typeof DirectoryFiltersFragment>[];
  onChange: (patch: { search?: string; departmentId?: string }) => void;
}

const TYPING_MS = 250;

/** Search and department; both stand in the address of the page. */
export function DirectoryFilters({
  search,
  departmentId,
  departments: masked,
  onChange,
}: DirectoryFiltersProps) {
  const departments = unmask(DirectoryFiltersFragment, masked);
  const { t } = useTranslation('people');
  const [text, setText] = useState(search);

  useEffect(() => {
    if (text === search) return;
    const timer = setTimeout(() => onChange({ search: text }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, search, onChange]);

  return (
    <div className={classes.filters} role="search">
      <TextInput
        type="search"
        size="md"
        label={t('search')}
        placeholder={t('searchPlaceholder')}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <NativeSelect
        size="md"
        label={t('department')}
        value={departmentId}
        onChange={(event) => onChange({ departmentId: event.currentTarget.value })}
        data={[
          { value: '', label: t('departmentAll') },
          ...departments.map((one) => ({
            value: one.id,
            // Depth of the tree as figure spaces: an option can hold nothing else.
            label: `${'\u2007\u2007'.repeat(Math.max(0, one.path.length - 1))}${t(
              'departmentOption',
              { name: one.name, count: one.headCount },
            )}`,
          })),
        ]}
      />
    </div>
  );
}
