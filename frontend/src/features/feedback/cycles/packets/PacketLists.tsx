import { Button } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { DateText, RelativeTime } from '@/ui/dates';
import { List } from '@/ui/List';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { EmptyState } from '@/ui/states';
import classes from './packets.module.css';

const ReleaseManyDialog = lazy(() => import('./ReleaseManyDialog'));

const PacketLineFragment = graphql(`
  fragment PacketLine_packet on Packet {
    id
    state
    releasedAt
    acknowledgedAt
    canWriteSummary
    canRelease
    canAcknowledge
    summary
    participant {
      id
    }
    subject {
      id
      name
      ...PersonLine_person
    }
    cycle {
      id
      name
      periodFrom
      periodUntil
    }
  }
`);

const MyPackets = graphql(`
  query MyPackets($first: Int!) {
    viewer {
      packets(first: $first) {
        totalCount
        edges {
          node {
            id
            ...PacketLine_packet
          }
        }
      }
    }
  }
`);

const TeamPackets = graphql(`
  query TeamPackets {
    viewer {
      teamPackets {
        id
        ...PacketLine_packet
      }
    }
  }
`);

const PAGE = 20;
/** The API gives no more at once. */
const MOST = 100;

/** What was released to the viewer, newest first. */
export function Mine() {
  const { t } = useTranslation(['reviews', 'common']);
  const [first, setFirst] = useState(PAGE);
  const result = useQuery({ query: MyPackets, variables: { first } });
  return (
    <Query result={result}>
      {({ viewer }) => {
        const found = viewer?.packets;
        if (!found || found.edges.length === 0) {
          return (
            <EmptyState
              icon={<IconFileText size={30} stroke={1.5} />}
              title={t('packets.none')}
              example={t('packets.noneExample')}
            />
          );
        }
        return (
          <>
            <List label={t('packets.mine')}>
              {found.edges.map(({ node }) => (
                <Line key={node.id} packet={node} own />
              ))}
            </List>
            {found.totalCount > found.edges.length && first < MOST ? (
              <div className={classes.buttons}>
                <Button
                  variant="default"
                  loading={result[0].fetching}
                  onClick={() => setFirst(Math.min(MOST, first + PAGE))}
                >
                  {t('common:action.more')}
                </Button>
              </div>
            ) : null}
          </>
        );
      }}
    </Query>
  );
}

/** The packets that the viewer prepares; those with something left to do first. */
export function Team() {
  const { t } = useTranslation('reviews');
  const result = useQuery({ query: TeamPackets });
  return (
    <Query result={result}>
      {({ viewer }) =>
        viewer && viewer.teamPackets.length > 0 ? (
          <>
            <ReleaseAll packets={viewer.teamPackets} />
            <List label={t('packets.team')}>
              {viewer.teamPackets.map((packet) => (
                <Line key={packet.id} packet={packet} />
              ))}
            </List>
          </>
        ) : (
          <EmptyState
            icon={<IconFileText size={30} stroke={1.5} />}
            title={t('packets.teamNone')}
            example={t('packets.teamNoneExample')}
          />
        )
      }
    </Query>
  );
}

interface ReleaseAllProps {
  packets: FragmentType<typeof PacketLineFragment>[];
}

/** All that are summed up, in one go; what still lacks its summary waits. */
function ReleaseAll({ packets }: ReleaseAllProps) {
  const { t } = useTranslation('reviews');
  const [open, setOpen] = useState(false);
  const ids = packets
    .map((packet) => unmask(PacketLineFragment, packet))
    .filter((packet) => packet.canRelease && packet.summary.trim() !== '')
    .map((packet) => packet.id);
  return (
    <>
      {ids.length > 1 ? (
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => setOpen(true)}>
            {t('releaseMany.withSummary', { count: ids.length })}
          </Button>
        </div>
      ) : null}
      <Suspense fallback={null}>
        {open ? (
          <ReleaseManyDialog ids={ids} withoutSummary={0} onClose={() => setOpen(false)} />
        ) : null}
      </Suspense>
    </>
  );
}

interface LineProps {
  packet: FragmentType<typeof PacketLineFragment>;
  own?: boolean;
}

function Line({ packet: masked, own = false }: LineProps) {
  const packet = unmask(PacketLineFragment, masked);
  const { t } = useTranslation('reviews');
  const waits = packet.canAcknowledge || packet.canRelease || packet.canWriteSummary;
  const what = packet.canAcknowledge
    ? 'read'
    : packet.canWriteSummary && packet.summary.trim() === ''
      ? 'prepare'
      : packet.canRelease
        ? 'release'
        : 'open';
  return (
    <li className={classes.packetLine}>
      <div className={classes.who}>
        {own ? (
          <span className={classes.headWords}>
            <Link className={classes.name} to={paths.packet(packet.participant.id)}>
              {packet.cycle.name}
            </Link>
            <span className={classes.quiet}>
              <DateText date={packet.cycle.periodFrom} /> – <DateText date={packet.cycle.periodUntil} />
            </span>
          </span>
        ) : (
          <PersonLine person={packet.subject} note={packet.cycle.name} />
        )}
      </div>
      <span className={classes.stateWords}>
        {t(`packetState.${packet.state}`)}
        {packet.acknowledgedAt ? (
          <>
            {' · '}
            <RelativeTime at={packet.acknowledgedAt} />
          </>
        ) : packet.releasedAt ? (
          <>
            {' · '}
            <RelativeTime at={packet.releasedAt} />
          </>
        ) : null}
      </span>
      <Button
        variant={waits ? 'light' : 'default'}
        component={Link}
        to={paths.packet(packet.participant.id)}
        aria-label={t(`packets.${what}This`, { name: own ? packet.cycle.name : packet.subject.name })}
      >
        {t(`packets.${what}`)}
      </Button>
    </li>
  );
}
