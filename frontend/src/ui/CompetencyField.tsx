import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';

const PickCompetencies = graphql(`
  query PickCompetencies {
    competencyFrameworks {
      id
      name
      published {
        id
        families {
          key
          name
          competencies {
            key
            name
            competency {
              id
            }
          }
        }
      }
    }
  }
`);

interface CompetencyFieldProps {
  label: string;
  description?: string;
  /** Shown for no competency at all; without it one must be chosen. */
  none?: string;
  value: string | null;
  onChange: (competencyId: string | null, name: string) => void;
  error?: string | undefined;
  required?: boolean;
}

/** One competency of the published frameworks, which stand in groups by family. */
export function CompetencyField({
  label,
  description,
  none,
  value,
  onChange,
  error,
  required = false,
}: CompetencyFieldProps) {
  const { t } = useTranslation('common');
  const [{ data, fetching }] = useQuery({ query: PickCompetencies });
  const frameworks = data?.competencyFrameworks ?? [];
  const groups = frameworks.flatMap((framework) =>
    (framework.published?.families ?? []).map((family) => ({
      group: frameworks.length > 1 ? `${framework.name} · ${family.name}` : family.name,
      items: family.competencies.flatMap(({ competency, name }) =>
        competency ? [{ value: competency.id, label: name }] : [],
      ),
    })),
  );
  const names = new Map(groups.flatMap(({ items }) => items.map((item) => [item.value, item.label])));
  return (
    <NativeSelect
      size="md"
      label={label}
      description={description}
      error={error}
      required={required}
      disabled={fetching && !data}
      value={value ?? ''}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        onChange(chosen === '' ? null : chosen, names.get(chosen) ?? '');
      }}
      data={[{ value: '', label: none ?? t('picker.choose') }, ...groups]}
    />
  );
}
