import { NativeSelect, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { useViewer } from '@/lib/session';
import { ValueIcon, valueColors } from '@/ui/ValueMark';
import classes from './feed.module.css';
import { searchOf } from './filter';
import type { FeedFilter } from './store';

const FeedFilters = graphql(`
  query FeedFilters($personId: ID!, $named: Boolean!) {
    companyValues {
      id
      name
      color
      icon
    }
    departments {
      id
      name
      path
    }
    viewer {
      person {
        id
        directReportCount
        manager {
          id
          name
        }
      }
    }
    person(id: $personId) @include(if: $named) {
      id
      name
    }
  }
`);

const TYPING_MS = 300;

/** Whose thanks, under which value, in which part of the company, with which words; all in the address. */
export function Filters({ filter }: { filter: FeedFilter }) {
  const { t } = useTranslation('recognition');
  const viewer = useViewer();
  const { personId, companyValueId, departmentId, managerId, following, search } = filter;
  const other = personId !== null && personId !== viewer.personId;
  const [{ data }] = useQuery({
    query: FeedFilters,
    variables: { personId: personId ?? '', named: other },
  });
  const row = useRef<HTMLUListElement>(null);
  const me = data?.viewer?.person;
  const leads = (me?.directReportCount ?? 0) > 0;

  // On a phone they stand in one row that is longer than the screen.
  useEffect(() => {
    const here = row.current?.querySelector<HTMLElement>('[aria-current="true"]');
    // Not scrollIntoView, which would also move the place from which Tab goes on.
    if (!here || !row.current) return;
    row.current.scrollLeft =
      here.offsetLeft - row.current.offsetLeft - (row.current.clientWidth - here.offsetWidth) / 2;
  }, [data, personId, companyValueId, following]);

  const everything = !personId && !companyValueId && !departmentId && !managerId && !following;
  const teamName = managerId === me?.id ? viewer.name : me?.manager?.id === managerId ? me?.manager?.name : null;
  return (
    <div className={classes.filters}>
      <div className={classes.narrow} role="search">
        <Search filter={filter} />
        <Place
          filter={filter}
          options={[
            { value: '', label: t('place.company') },
            ...(me?.manager ? [{ value: `team:${me.manager.id}`, label: t('place.myTeam', { name: me.manager.name }) }] : []),
            ...(leads && me ? [{ value: `team:${me.id}`, label: t('place.teamLed') }] : []),
            ...(managerId && teamName === null ? [{ value: `team:${managerId}`, label: t('place.team') }] : []),
            ...(data?.departments ?? []).map((one) => ({
              value: `department:${one.id}`,
              label: `${'\u2007\u2007'.repeat(Math.max(0, one.path.length - 1))}${one.name}`,
            })),
          ]}
        />
      </div>
      <nav aria-label={t('filters')}>
        <ul ref={row} className={classes.chips}>
          <Chip to={searchOf({ search })} current={everything}>
            {t('filter.all')}
          </Chip>
          <Chip to={searchOf({ personId: viewer.personId, search })} current={personId === viewer.personId}>
            {t('filter.mine')}
          </Chip>
          <Chip to={searchOf({ following: true, search })} current={following}>
            {t('filter.following')}
          </Chip>
          {other && data?.person ? (
            <Chip to={searchOf({ search })} current label={t('filter.personOff', { name: data.person.name })}>
              {data.person.name}
              <IconX size={14} aria-hidden="true" />
            </Chip>
          ) : null}
          {(data?.companyValues ?? []).map((value) => (
            <Chip
              key={value.id}
              to={searchOf({ companyValueId: value.id, search })}
              current={companyValueId === value.id}
              color={value.color}
            >
              <ValueIcon icon={value.icon} />
              {value.name}
            </Chip>
          ))}
        </ul>
      </nav>
    </div>
  );
}

interface ChipProps {
  to: string;
  current: boolean;
  color?: string;
  label?: string;
  children: ReactNode;
}

function Chip({ to, current, color, label, children }: ChipProps) {
  return (
    <li>
      <Link
        className={`${classes.chip} ${valueColors}`}
        data-color={color}
        to={to}
        aria-current={current}
        aria-label={label}
        preventScrollReset
      >
        {children}
      </Link>
    </li>
  );
}

/** Words that stand in the thanks; looked for a moment after one has stopped typing. */
function Search({ filter }: { filter: FeedFilter }) {
  const { t } = useTranslation('recognition');
  const navigate = useNavigate();
  const [text, setText] = useState(filter.search);
  const known = useRef(filter.search);

  // Back and forth in the history change the words from outside.
  useEffect(() => {
    if (filter.search === known.current) return;
    known.current = filter.search;
    setText(filter.search);
  }, [filter.search]);

  useEffect(() => {
    const words = text.trim();
    if (words === known.current) return undefined;
    const timer = setTimeout(() => {
      known.current = words;
      void navigate(searchOf({ ...filter, search: words }), { replace: true, preventScrollReset: true });
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, filter, navigate]);

  return (
    <TextInput
      type="search"
      aria-label={t('search')}
      placeholder={t('searchHint')}
      leftSection={<IconSearch size={18} aria-hidden="true" />}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}

interface PlaceProps {
  filter: FeedFilter;
  options: { value: string; label: string }[];
}

/** The whole company, a team or a department. */
function Place({ filter, options }: PlaceProps) {
  const { t } = useTranslation('recognition');
  const navigate = useNavigate();
  const { departmentId, managerId, search } = filter;
  return (
    <NativeSelect
      aria-label={t('place')}
      value={managerId ? `team:${managerId}` : departmentId ? `department:${departmentId}` : ''}
      data={options}
      onChange={(event) => {
        const [kind, id = ''] = event.currentTarget.value.split(/:(.*)/s);
        const part = kind === 'team' ? { managerId: id } : kind === 'department' ? { departmentId: id } : {};
        void navigate(searchOf({ ...part, search }), { preventScrollReset: true });
      }}
    />
  );
}
