import { Button } from '@mantine/core';
import { IconPlant2 } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { PacketView } from '@/features/feedback/cycles/packets/PacketView';
import { graphql } from '@/gql';
import { useIntoPlan } from '@/lib/intoPlan';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { LoadingState, NotThere } from '@/ui/states';

const PacketPageQuery = graphql(`
  query PacketPage($participant: ID!) {
    packet(participantId: $participant) {
      id
      releasedAt
      isPreview
      subject {
        id
        name
        isViewer
      }
      ...PacketView_packet
    }
  }
`);

/** What one participant of a cycle was given, or will be. `?as=subject` looks at it as they will. */
export default function PacketPage() {
  const { t } = useTranslation('reviews');
  const intoPlan = useIntoPlan();
  const { id = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const result = useQuery({ query: PacketPageQuery, variables: { participant: id } });
  const [{ data }, execute] = result;
  const reload = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  const subject = data?.packet?.subject;
  const own = subject?.isViewer ?? true;
  const title = !subject
    ? t('packets.title')
    : own
      ? t('packet.own')
      : t('packet.of', { name: subject.name });
  return (
    <>
      <PageHeader
        title={title}
        action={
          data?.packet?.releasedAt && subject?.isViewer && !data.packet.isPreview ? (
            <Button
              variant="default"
              data-no-print
              leftSection={<IconPlant2 size={18} />}
              onClick={() => intoPlan.open({ origin: 'PACKET', sourceId: id })}
            >
              {t('packet.intoPlan')}
            </Button>
          ) : undefined
        }
        back={{ to: own ? paths.packets : paths.teamPackets, label: t('packets.title') }}
      />
      <Query result={result} loading={<LoadingState lines={4} height={140} />}>
        {({ packet }) =>
          packet ? (
            <PacketView
              packet={packet}
              asSubject={search.get('as') === 'subject'}
              onLook={(asSubject) => setSearch(asSubject ? { as: 'subject' } : {}, { replace: true })}
              reload={reload}
            />
          ) : (
            <NotThere />
          )
        }
      </Query>
    </>
  );
}
