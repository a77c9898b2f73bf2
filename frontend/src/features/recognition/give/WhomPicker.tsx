import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import type { KudosGroupKind } from '@/gql/graphql';
import { Face } from '@/ui/Face';
import { type Picked, Picker } from '@/ui/Picker';
import { GroupIcon } from '../card/people';
import classes from './give.module.css';

const WhomToThank = graphql(`
  query WhomToThank($search: String!) {
    people(search: $search, first: 7) {
      edges {
        node {
          id
          name
          title
          isViewer
          hasLeft
        }
      }
    }
    kudosGroups(search: $search) {
      kind
      id
      name
      size
    }
  }
`);

type Kind = KudosGroupKind;

export interface Group {
  kind: Kind;
  id: string;
}

/** One that can be thanked: a person by their id, a group by kind and id. */
interface Found extends Picked {
  title: string;
  group: { kind: Kind; size: number } | null;
}

const GROUP = /^(TEAM|DEPARTMENT):(.+)$/;

export const groupKey = (kind: Kind, id: string): string => `${kind}:${id}`;

/** What was picked, as the API takes it. */
export function receiversOf(picked: readonly Picked[]): { receiverIds: string[]; groups: Group[] } {
  const receiverIds: string[] = [];
  const groups: Group[] = [];
  for (const { id } of picked) {
    const [, kind, group] = GROUP.exec(id) ?? [];
    if (kind && group) groups.push({ kind: kind as Kind, id: group });
    else receiverIds.push(id);
  }
  return { receiverIds, groups };
}

/** Those whose name fits, and the groups of that name; a team goes by who leads it. */
function useWhom(search: string, pause: boolean) {
  const { t } = useTranslation('recognition');
  const [{ data, fetching, error }] = useQuery({ query: WhomToThank, variables: { search }, pause });
  const people: Found[] = (data?.people.edges ?? [])
    .map(({ node }) => node)
    .filter((one) => !one.hasLeft && !one.isViewer)
    .map((one) => ({ id: one.id, name: one.name, title: one.title, group: null }));
  const groups: Found[] = (data?.kudosGroups ?? [])
    .filter((one) => one.size > 0)
    .slice(0, 5)
    .map(({ id, kind, name, size }) => ({
      id: groupKey(kind, id),
      name: kind === 'TEAM' ? t('give.teamOf', { name }) : name,
      title: '',
      group: { kind, size },
    }));
  return { found: [...people, ...groups], fetching, failed: error !== undefined };
}

interface WhomPickerProps {
  value: Picked[];
  onChange: (picked: Picked[]) => void;
  most: number;
  error: string | undefined;
  autoFocus: boolean;
}

/** People, teams and departments, found by name. */
export function WhomPicker({ value, onChange, most, error, autoFocus }: WhomPickerProps) {
  const { t } = useTranslation('recognition');
  return (
    <Picker<Found>
      label={t('give.to')}
      required
      size="sm"
      value={value}
      onChange={onChange}
      most={most}
      error={error}
      autoFocus={autoFocus}
      useFound={useWhom}
      placeholder={t('give.toPlaceholder')}
      nothing={t('give.nobody')}
      before={(picked) => <PickedMark picked={picked} />}
      option={(one) => (
        <span className={classes.option}>
          <PickedMark picked={one} />
          <span>
            <span className={classes.optionName}>{one.name}</span>
            <span className={classes.optionTitle}>
              {one.group ? t(`give.group.${one.group.kind}`, { count: one.group.size }) : one.title}
            </span>
          </span>
        </span>
      )}
    />
  );
}

function PickedMark({ picked }: { picked: Picked }) {
  const kind = GROUP.exec(picked.id)?.[1];
  return kind ? (
    <span className={classes.groupMark}>
      <GroupIcon kind={kind as Kind} size={16} />
    </span>
  ) : (
    <Face id={picked.id} name={picked.name} size="sm" />
  );
}
