import { Badge, Button } from '@mantine/core';
import { Suspense, lazy, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { ActionItems } from '@/features/one_on_ones/ActionItems';
import { DidYouMeet } from '@/features/one_on_ones/DidYouMeet';
import { PrivateNotes, SharedNotes } from '@/features/one_on_ones/Notes';
import { TalkingPoints } from '@/features/one_on_ones/TalkingPoints';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { usePolling } from '@/lib/usePolling';
import { Columns } from '@/ui/Columns';
import { DateTimeText, useDates } from '@/ui/dates';
import { PageHeader } from '@/ui/PageHeader';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { Card } from '@/ui/Section';
import { Stack } from '@/ui/Stack';
import { NotThere } from '@/ui/states';

const CloseMeetingDialog = lazy(() => import('@/features/one_on_ones/CloseMeetingDialog'));
const MoveMeetingDialog = lazy(() => import('@/features/one_on_ones/MoveMeetingDialog'));

const MeetingPageQuery = graphql(`
  query MeetingPage($id: ID!) {
    meeting(id: $id) {
      id
      number
      scheduledAt
      state
      held
      series {
        id
        endedAt
        pausedFrom
        pausedUntil
        other {
          id
          name
          ...PersonLine_person
        }
        current {
          id
        }
      }
      ...TalkingPoints_meeting
      ...Notes_meeting
      ...ActionItems_meeting
      ...DidYouMeet_meeting
      ...CloseMeetingDialog_meeting
      ...MoveMeetingDialog_meeting
    }
  }
`);

const KEEP = { keep: true };
const LOOK_EVERY_MS = 15_000;

export default function MeetingPage() {
  const { t } = useTranslation('one_on_ones');
  const { id = '' } = useParams();
  const [dialog, setDialog] = useState<'close' | 'move' | null>(null);
  const result = useQuery({ query: MeetingPageQuery, variables: { id }, context: KEEP });
  const [, execute] = result;
  const reload = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  // Two people write here at once.
  usePolling(reload, LOOK_EVERY_MS);

  return (
    <Query result={result}>
      {({ meeting }) => {
        if (!meeting) {
          return (
            <>
              <PageHeader title={t('title')} back={{ to: paths.oneOnOnes, label: t('title') }} />
              <NotThere />
            </>
          );
        }
        const { series } = meeting;
        const open = meeting.state === 'OPEN' && !series.endedAt;
        return (
          <>
            <PageHeader
              title={t('meeting.title', { name: series.other.name })}
              back={{ to: paths.series(series.id), label: t('meeting.all', { name: series.other.name }) }}
              lead={
                <>
                  <DateTimeText at={meeting.scheduledAt} /> · {t('meeting.number', { number: meeting.number })}
                </>
              }
              action={
                open ? (
                  <>
                    <Button variant="default" onClick={() => setDialog('move')}>
                      {t('meeting.move')}
                    </Button>
                    <Button onClick={() => setDialog('close')}>{t('meeting.close')}</Button>
                  </>
                ) : (
                  <Badge size="lg" variant="light" color={meeting.held ? 'teal' : 'gray'}>
                    {meeting.held ? t('meeting.held') : t('meeting.missed')}
                  </Badge>
                )
              }
            />
            <Stack gap={20}>
              {open ? (
                <DidYouMeet
                  meeting={meeting}
                  onYes={() => setDialog('close')}
                  onMove={() => setDialog('move')}
                />
              ) : null}
              {open && series.pausedFrom ? (
                <Paused id={series.id} from={series.pausedFrom} until={series.pausedUntil} />
              ) : null}
              {meeting.state === 'CLOSED' ? (
                <Card>
                  <Stack gap={12}>
                    <span>{t('meeting.closedNote')}</span>
                    {series.current && !series.endedAt ? (
                      <Link to={paths.meeting(series.current.id)}>{t('meeting.next')}</Link>
                    ) : null}
                  </Stack>
                </Card>
              ) : null}
              <Columns
                main={
                  <>
                    <TalkingPoints meeting={meeting} />
                    <SharedNotes meeting={meeting} />
                  </>
                }
                side={
                  <>
                    <Card>
                      <PersonLine person={series.other} to={paths.pair(series.other.id)} />
                    </Card>
                    <ActionItems meeting={meeting} />
                    <PrivateNotes key={`private${meeting.id}`} meeting={meeting} reload={reload} />
                  </>
                }
              />
            </Stack>
            <Suspense fallback={null}>
              {dialog === 'close' ? (
                <CloseMeetingDialog meeting={meeting} onClose={() => setDialog(null)} />
              ) : null}
              {dialog === 'move' ? (
                <MoveMeetingDialog meeting={meeting} onClose={() => setDialog(null)} />
              ) : null}
            </Suspense>
          </>
        );
      }}
    </Query>
  );
}

/** Says that there are no meetings for a while; what was prepared waits. */
function Paused({ id, from, until }: { id: string; from: string; until: string | null }) {
  const { t } = useTranslation('one_on_ones');
  const dates = useDates();
  return (
    <Card>
      <Stack gap={8}>
        <span>
          {until
            ? t('pause.fromUntil', { from: dates.date(from), until: dates.date(until) })
            : t('pause.fromOn', { from: dates.date(from) })}
        </span>
        <Link to={paths.series(id)}>{t('pause.toSeries')}</Link>
      </Stack>
    </Card>
  );
}
