import { IconHeartFilled, IconSitemap, IconUsersGroup } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useDates } from '@/ui/dates';
import { Face } from '@/ui/Face';
import { PersonName } from '@/ui/PersonLine';
import classes from './card.module.css';

export const KudosPeopleFragment = graphql(`
  fragment KudosPeople_kudos on Kudos {
    id
    author {
      id
      name
      ...PersonLine_person
    }
    receivers {
      id
      name
      ...PersonLine_person
    }
    groups {
      kind
      name
      size
    }
  }
`);

interface PeopleProps {
  kudos: FragmentType<typeof KudosPeopleFragment>;
}

const FACES = 4;
/** As many names as fit into a line or two. */
const NAMES = 5;

/** Who gives to whom, to be seen at a glance; the words beside it say the same. */
export function KudosFaces({ kudos: masked }: PeopleProps) {
  const { author, receivers, groups } = unmask(KudosPeopleFragment, masked);
  const shown = receivers.slice(0, FACES);
  const rest = receivers.length - shown.length;
  return (
    <span className={classes.faces} aria-hidden="true">
      <Face id={author.id} name={author.name} />
      <span className={classes.gives}>
        <IconHeartFilled size={12} />
      </span>
      <span className={classes.crowd}>
        {shown.map((person) => (
          <Face key={person.id} id={person.id} name={person.name} />
        ))}
        {rest > 0 ? <span className={classes.rest}>{`+${rest}`}</span> : null}
        {groups.map((group) => (
          <span key={`${group.kind}${group.name}`} className={classes.group}>
            <GroupIcon kind={group.kind} />
          </span>
        ))}
      </span>
    </span>
  );
}

export function GroupIcon({ kind, size = 20 }: { kind: 'TEAM' | 'DEPARTMENT'; size?: number }) {
  const Sign = kind === 'TEAM' ? IconUsersGroup : IconSitemap;
  return <Sign size={size} stroke={1.7} aria-hidden="true" />;
}

/** The names of all that are thanked, as one says them; the first few where there are many. */
export function KudosNames({ kudos: masked, all }: PeopleProps & { all: boolean }) {
  const { receivers, groups } = unmask(KudosPeopleFragment, masked);
  const { t } = useTranslation('recognition');
  const most = all || receivers.length <= NAMES ? receivers.length : NAMES - 1;
  const rest = receivers.length - most;
  const items: ReactNode[] = [
    ...receivers.slice(0, most).map((person) => <PersonName person={person} />),
    ...groups.map(({ kind, name, size }) =>
      t(kind === 'TEAM' ? 'card.teamThanked' : 'card.group', { name, count: size }),
    ),
    ...(rest > 0 ? [t('card.others', { count: rest })] : []),
  ];
  return <Listed>{items}</Listed>;
}

/** One, two and three. */
function Listed({ children }: { children: ReactNode[] }) {
  const { locale } = useDates();
  const parts = new Intl.ListFormat(locale, { type: 'conjunction' }).formatToParts(
    children.map((_, index) => String(index)),
  );
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={index}>{part.type === 'element' ? children[Number(part.value)] : part.value}</Fragment>
      ))}
    </>
  );
}

