import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';

const Levels = graphql(`
  query LevelsToChoose {
    competencyFrameworks {
      id
      name
      published {
        id
        tracks {
          key
          name
          levels {
            key
            name
            level {
              id
            }
          }
        }
      }
    }
  }
`);

interface LevelFieldProps {
  value: string;
  onChange: (levelId: string) => void;
  error?: string | undefined;
}

/** One level of the published frameworks, grouped by track. */
export function LevelField({ value, onChange, error }: LevelFieldProps) {
  const { t } = useTranslation(['competencies', 'common']);
  const [{ data, fetching }] = useQuery({ query: Levels });
  const frameworks = data?.competencyFrameworks ?? [];
  const groups = frameworks.flatMap((framework) =>
    (framework.published?.tracks ?? []).map((track) => ({
      group: frameworks.length > 1 ? `${track.name} · ${framework.name}` : track.name,
      items: track.levels.flatMap(({ name, level }) =>
        level ? [{ value: level.id, label: name }] : [],
      ),
    })),
  );
  const none = data && groups.every((group) => group.items.length === 0);
  return (
    <NativeSelect
      label={t('place.level')}
      description={none ? t('place.noLevels') : undefined}
      required
      disabled={fetching && !data}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: t('common:picker.choose') }, ...groups]}
    />
  );
}
