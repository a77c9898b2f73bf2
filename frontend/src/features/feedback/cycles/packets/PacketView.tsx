import { Button, SegmentedControl } from '@mantine/core';
import { IconFileSpreadsheet, IconPrinter } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { Columns } from '@/ui/Columns';
import { DateText, DateTimeText } from '@/ui/dates';
import { PersonLine, PersonName } from '@/ui/PersonLine';
import { Stack } from '@/ui/Stack';
import { Acknowledge, Acknowledged } from './Acknowledge';
import { Competencies } from './Competencies';
import { Evidence } from './Evidence';
import { useExport } from './useExport';
import classes from './packets.module.css';
import { Perspectives } from './Perspectives';
import { Summary, SummaryEditor, useSummary } from './Summary';
import { Trend } from './Trend';

const ReleaseDialog = lazy(() => import('./ReleaseDialog'));

export const PacketViewFragment = graphql(`
  fragment PacketView_packet on Packet {
    id
    state
    summary
    summaryVersion
    termsHash
    releasedAt
    releasedOn
    answer
    acknowledgedAt
    canWriteSummary
    canRelease
    canAcknowledge
    isPreview
    summaryBy {
      id
      name
    }
    releasedBy {
      id
      ...PersonLine_person
    }
    subject {
      id
      name
      isViewer
      ...PersonLine_person
    }
    participant {
      id
      manager {
        id
        name
        isViewer
      }
    }
    cycle {
      id
      name
      periodFrom
      periodUntil
    }
    results {
      ...PerspectiveResult_result
    }
    competencies {
      ...Competency_result
    }
    total {
      ...Total_result
    }
    trend {
      ...Trend_point
    }
    evidence {
      id
      ...Evidence_note
    }
  }
`);

type Shown = DocumentType<typeof PacketViewFragment>;

interface PacketViewProps {
  packet: FragmentType<typeof PacketViewFragment>;
  /** Whether whoever prepares it looks at it as its subject will. */
  asSubject: boolean;
  onLook: (asSubject: boolean) => void;
  reload: () => void;
}

/** A packet: for its subject to read and answer, for whoever prepares it to sum up and release. */
export function PacketView({ packet: masked, asSubject, onLook, reload }: PacketViewProps) {
  const found = unmask(PacketViewFragment, masked);
  const { t } = useTranslation('reviews');
  const written = useSummary(found.id, found.summary, found.summaryVersion, reload);
  // What is on its way to the server is shown and given out as it stands here.
  const packet = found.canWriteSummary ? { ...found, summary: written.text } : found;
  const { subject } = packet;
  const prepares = !subject.isViewer;
  const preparing = prepares && !asSubject;
  const content = (
    <>
      {preparing && packet.canWriteSummary ? (
        <SummaryEditor written={written} name={subject.name} />
      ) : (
        <Summary summary={packet.summary} by={packet.summaryBy?.name} />
      )}
      <Competencies competencies={packet.competencies} total={packet.total} />
      <Perspectives results={packet.results} />
      <Trend trend={packet.trend} competencies={packet.competencies} cycleName={packet.cycle.name} />
      {packet.canAcknowledge ? (
        <Acknowledge
          packetId={packet.id}
          manager={packet.participant.manager?.name}
        />
      ) : null}
      {packet.acknowledgedAt ? (
        <Acknowledged
          at={packet.acknowledgedAt}
          answer={packet.answer}
          name={subject.name}
          own={subject.isViewer}
        />
      ) : null}
      <p className={classes.hash}>{t('packet.terms', { hash: packet.termsHash })}</p>
    </>
  );
  return (
    <div className={classes.packet}>
      <Head packet={packet} />
      {prepares ? (
        <div className={classes.look} data-no-print>
          <SegmentedControl
            aria-label={t('look.label')}
            value={asSubject ? 'subject' : 'own'}
            onChange={(value) => onLook(value === 'subject')}
            data={[
              { value: 'own', label: t(packet.canWriteSummary ? 'look.preparing' : 'look.own') },
              { value: 'subject', label: t('look.subject', { name: subject.name }) },
            ]}
          />
          {packet.canRelease ? <Release packet={packet} settle={written.settle} /> : null}
        </div>
      ) : null}
      {packet.isPreview || (prepares && packet.releasedAt === null) ? (
        <p className={classes.preview} role="note">
          {t(asSubject ? 'preview.subject' : 'preview.text', { name: subject.name })}
        </p>
      ) : null}
      {preparing ? (
        <Columns
          main={<Stack gap={28}>{content}</Stack>}
          side={<Evidence notes={packet.evidence} />}
        />
      ) : (
        <Stack gap={28}>{content}</Stack>
      )}
    </div>
  );
}

function Head({ packet }: { packet: Shown }) {
  const { t } = useTranslation('reviews');
  const save = useExport(packet);
  return (
    <div className={classes.head}>
      <div className={classes.headWords}>
        <PersonLine person={packet.subject} size="lg" note={packet.cycle.name} />
        <p className={classes.quiet}>
          {t('period.label')} <DateText date={packet.cycle.periodFrom} /> –{' '}
          <DateText date={packet.cycle.periodUntil} />
        </p>
        {packet.releasedAt ? (
          <p className={classes.quiet}>
            {t('packet.released')} <DateTimeText at={packet.releasedAt} />
            {packet.releasedBy ? (
              <>
                , <PersonName person={packet.releasedBy} />
              </>
            ) : null}
          </p>
        ) : null}
      </div>
      <div className={classes.buttons} data-no-print>
        <Button
          variant="default"
          leftSection={<IconPrinter size={18} stroke={1.7} aria-hidden="true" />}
          onClick={() => window.print()}
        >
          {t('packet.print')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFileSpreadsheet size={18} stroke={1.7} aria-hidden="true" />}
          onClick={save}
        >
          {t('packet.export')}
        </Button>
      </div>
    </div>
  );
}

function Release({ packet, settle }: { packet: Shown; settle: () => Promise<number | null> }) {
  const { t } = useTranslation('reviews');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('release')}</Button>
      <Suspense fallback={null}>
        {open ? (
          <ReleaseDialog
            packetId={packet.id}
            name={packet.subject.name}
            withoutSummary={packet.summary.trim() === ''}
            settle={settle}
            onClose={() => setOpen(false)}
          />
        ) : null}
      </Suspense>
    </>
  );
}
