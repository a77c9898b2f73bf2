import { Button, Menu, ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import { IconDots, IconSearch } from '@tabler/icons-react';
import { Suspense, lazy, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { useDates } from '@/ui/dates';
import { List } from '@/ui/List';
import { PersonLine, PersonName } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { EmptyState, NotThere } from '@/ui/states';
import { PERSPECTIVES, PerspectiveName } from '../../parts/PerspectiveName';
import classes from '../hr.module.css';
import { ToRelease } from './ToRelease';

const AddParticipantsDialog = lazy(() => import('./AddParticipantsDialog'));
const ExtendDialog = lazy(() => import('./ExtendDialog'));
const ReleaseDialog = lazy(() => import('../../packets/ReleaseDialog'));
const RemoveParticipantDialog = lazy(() => import('./RemoveParticipantDialog'));

const STEP = 50;
const TYPING_MS = 300;

const ParticipantsQuery = graphql(`
  query CycleParticipants(
    $id: ID!
    $first: Int!
    $after: String
    $search: String
    $departmentId: ID
  ) {
    departments {
      id
      name
    }
    cycle(id: $id) {
      id
      name
      state
      phases {
        phase
        untilOn
      }
      currentPhase
      packetsToRelease {
        count
        withoutSummary
      }
      participants(first: $first, after: $after, search: $search, departmentId: $departmentId) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            state
            packet
            canRemove
            canExtend
            canReleasePacket
            lacksSummary
            person {
              id
              name
              ...PersonLine_person
            }
            manager {
              id
              ...PersonLine_person
            }
            managerAtLaunch {
              id
              ...PersonLine_person
            }
            departmentAtLaunch {
              id
              name
            }
            departmentNow {
              id
              name
            }
            extensions {
              phase
              untilOn
              reason
              person {
                id
                name
              }
            }
            reviewCounts {
              perspective
              asked
              submitted
              declined
            }
          }
        }
      }
    }
  }
`);

type Cycle = NonNullable<DocumentType<typeof ParticipantsQuery>['cycle']>;
export type Participant = NonNullable<Cycle['participants']>['edges'][number]['node'];
export type ParticipantsCycle = Pick<Cycle, 'id' | 'state' | 'phases' | 'currentPhase'>;

type Open =
  | { kind: 'add' }
  | { kind: 'extend' | 'remove' | 'release'; participant: Participant }
  | null;

/** Who takes part: their manager, their department then and now, and how far their reviews are. */
export default function Participants({ id }: { id: string }) {
  const { t } = useTranslation('cycles');
  const [address, setAddress] = useSearchParams();
  const search = address.get('q') ?? '';
  const departmentId = address.get('department') ?? '';
  const [text, setText] = useState(search);
  const [open, setOpen] = useState<Open>(null);
  const result = useQuery({
    query: ParticipantsQuery,
    variables: {
      id,
      first: STEP,
      after: address.get('after'),
      search: search || null,
      departmentId: departmentId || null,
    },
  });
  const cycle = result[0].data?.cycle;

  const choose = (name: string, value: string) =>
    setAddress(
      (before) => {
        const next = new URLSearchParams(before);
        next.delete('after');
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  useEffect(() => {
    if (text === search) return;
    const timer = setTimeout(() => choose('q', text), TYPING_MS);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [text, search]);

  const adding = cycle && ['NOMINATION', 'WRITING'].includes(cycle.state);
  return (
    <div className={classes.stack}>
      <div className={classes.filters} role="search">
        <TextInput
          type="search"
          size="md"
          label={t('people.search')}
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <NativeSelect
          size="md"
          label={t('column.department')}
          value={departmentId}
          onChange={(event) => choose('department', event.currentTarget.value)}
          data={[
            { value: '', label: t('people.everywhere') },
            ...(result[0].data?.departments ?? []).map((one) => ({
              value: one.id,
              label: one.name,
            })),
          ]}
        />
      </div>
      <Query result={result}>
        {({ cycle: found }) => {
          if (!found?.participants) return <NotThere />;
          const { edges, pageInfo, totalCount } = found.participants;
          return (
            <>
              {found.packetsToRelease ? (
                <ToRelease cycleId={found.id} ready={found.packetsToRelease} />
              ) : null}
              <div className={classes.buttons}>
                {adding ? (
                  <Button variant="default" onClick={() => setOpen({ kind: 'add' })}>
                    {t('people.add')}
                  </Button>
                ) : null}
                <span className={classes.note} role="status">
                  {t('audience.count', { count: totalCount })}
                </span>
              </div>
              {edges.length === 0 ? (
                <EmptyState
                  title={t('people.none')}
                  example={t(search || departmentId ? 'people.noneFound' : 'people.noneExample')}
                />
              ) : (
                <List label={t('tab.people')}>
                  {edges.map(({ node }) => (
                    <Line key={node.id} participant={node} onOpen={setOpen} />
                  ))}
                </List>
              )}
              <div className={classes.buttons}>
                {address.get('after') ? (
                  <Button variant="default" onClick={() => choose('after', '')}>
                    {t('people.first')}
                  </Button>
                ) : null}
                {pageInfo.hasNextPage ? (
                  <Button
                    variant="default"
                    onClick={() => choose('after', pageInfo.endCursor ?? '')}
                  >
                    {t('people.next')}
                  </Button>
                ) : null}
              </div>
            </>
          );
        }}
      </Query>
      <Suspense fallback={null}>
        {cycle && open?.kind === 'add' ? (
          <AddParticipantsDialog cycleId={cycle.id} onClose={() => setOpen(null)} />
        ) : null}
        {cycle && open?.kind === 'extend' ? (
          <ExtendDialog cycle={cycle} person={open.participant.person} onClose={() => setOpen(null)} />
        ) : null}
        {open?.kind === 'release' ? (
          <ReleaseDialog
            packetId={open.participant.id}
            name={open.participant.person.name}
            withoutSummary={open.participant.lacksSummary}
            onClose={() => setOpen(null)}
          />
        ) : null}
        {open?.kind === 'remove' ? (
          <RemoveParticipantDialog
            participantId={open.participant.id}
            name={open.participant.person.name}
            onClose={() => setOpen(null)}
          />
        ) : null}
      </Suspense>
    </div>
  );
}

interface LineProps {
  participant: Participant;
  onOpen: (open: Open) => void;
}

function Line({ participant, onOpen }: LineProps) {
  const { t } = useTranslation('cycles');
  const dates = useDates();
  const { person, manager, managerAtLaunch, departmentAtLaunch, departmentNow } = participant;
  const counts = PERSPECTIVES.flatMap((kind) =>
    (participant.reviewCounts ?? []).filter((one) => one.perspective === kind && one.asked > 0),
  );
  const changed = departmentAtLaunch?.id !== departmentNow?.id;
  return (
    <li className={classes.line}>
      <span className={classes.grow}>
        <PersonLine person={person} />
        <span className={classes.note}>
          {manager ? (
            <>
              {t('people.manager')} <PersonName person={manager} />
            </>
          ) : (
            <span className={classes.moved}>{t('people.noManager')}</span>
          )}
          {managerAtLaunch && managerAtLaunch.id !== manager?.id ? (
            <span className={classes.moved}>
              {' '}
              {t('people.managerBefore')} <PersonName person={managerAtLaunch} />
            </span>
          ) : null}
        </span>
        <span className={classes.note}>
          {changed ? (
            <span className={classes.moved}>
              {t('people.moved', {
                from: departmentAtLaunch?.name ?? t('column.noDepartment'),
                to: departmentNow?.name ?? t('column.noDepartment'),
              })}
            </span>
          ) : (
            (departmentNow?.name ?? t('column.noDepartment'))
          )}
        </span>
        {participant.extensions.map((one) => (
          <span key={`${one.phase}${one.person.id}`} className={classes.note}>
            {t('extend.mark', {
              name: one.person.name,
              phase: t(`phase.${one.phase}`),
              date: dates.date(one.untilOn),
            })}
          </span>
        ))}
        {counts.length > 0 ? (
          <span className={classes.chips}>
            {counts.map((one) => (
              <span key={one.perspective} className={classes.chip}>
                <PerspectiveName of={one.perspective} />{' '}
                {t('people.counts', { submitted: one.submitted, asked: one.asked })}
              </span>
            ))}
          </span>
        ) : null}
      </span>
      {participant.state === 'ACTIVE' ? (
        <span className={classes.note}>{t(`packet.${participant.packet}`)}</span>
      ) : (
        <span className={classes.moved}>{t(`participant.${participant.state}`)}</span>
      )}
      {participant.canExtend || participant.canRemove || participant.canReleasePacket ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={40}
              aria-label={t('people.menu', { name: person.name })}
            >
              <IconDots size={20} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {participant.canReleasePacket ? (
              <Menu.Item onClick={() => onOpen({ kind: 'release', participant })}>
                {t('toRelease.one')}
              </Menu.Item>
            ) : null}
            {participant.canExtend ? (
              <Menu.Item onClick={() => onOpen({ kind: 'extend', participant })}>
                {t('extend.title')}
              </Menu.Item>
            ) : null}
            {participant.canRemove ? (
              <Menu.Item color="red" onClick={() => onOpen({ kind: 'remove', participant })}>
                {t('people.remove')}
              </Menu.Item>
            ) : null}
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </li>
  );
}
