import { Button } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useViewer } from '@/lib/session';
import { Dialog } from '@/ui/Dialog';
import { FormActions, FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import classes from './one_on_ones.module.css';
import { Kept } from './rhythm/Kept';
import { useEndSeries } from './rhythm/useSeriesMoves';

const ChangeRhythmDialog = lazy(() => import('./rhythm/ChangeRhythmDialog'));
const PauseDialog = lazy(() => import('./rhythm/PauseDialog'));

export const SeriesSettingsFragment = graphql(`
  fragment SeriesSettings_series on OneOnOneSeries {
    id
    kind
    rhythm
    timeZone
    endedAt
    pausedFrom
    current {
      id
      openPointCount
    }
    ...ChangeRhythmDialog_series
  }
`);

/** The rhythm in words, and what can be done with it. Ending cannot be undone, so it is asked about. */
export function SeriesSettings({
  series: masked,
}: {
  series: FragmentType<typeof SeriesSettingsFragment>;
}) {
  const series = unmask(SeriesSettingsFragment, masked);
  const { t } = useTranslation(['one_on_ones', 'common']);
  const viewer = useViewer();
  const [dialog, setDialog] = useState<'change' | 'pause' | 'end' | null>(null);
  if (series.endedAt) return null;
  const close = () => setDialog(null);
  const points = series.current?.openPointCount ?? 0;

  return (
    <Section title={t('series.cadence')} look="card">
      <p className={classes.rhythm}>{series.rhythm}</p>
      <p className={classes.quiet}>
        {t(`kind.${series.kind}`)}
        {series.timeZone === viewer.timeZone ? null : (
          <> · {t('series.zone', { zone: series.timeZone })}</>
        )}
      </p>
      <div className={classes.buttons}>
        <Button variant="default" onClick={() => setDialog('change')}>
          {t('series.change')}
        </Button>
        {series.pausedFrom ? null : (
          <Button variant="default" onClick={() => setDialog('pause')}>
            {t('pause.begin')}
          </Button>
        )}
      </div>
      <div>
        <Button
          variant="subtle"
          color="red"
          className={classes.flush ?? ''}
          onClick={() => setDialog('end')}
        >
          {t('series.end')}
        </Button>
      </div>
      <Suspense fallback={null}>
        {dialog === 'change' ? <ChangeRhythmDialog series={series} onClose={close} /> : null}
        {dialog === 'pause' ? <PauseDialog seriesId={series.id} points={points} onClose={close} /> : null}
      </Suspense>
      {dialog === 'end' ? <EndDialog seriesId={series.id} points={points} onClose={close} /> : null}
    </Section>
  );
}

interface EndDialogProps {
  seriesId: string;
  points: number;
  onClose: () => void;
}

function EndDialog({ seriesId, points, onClose }: EndDialogProps) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const end = useEndSeries();
  return (
    <Dialog opened onClose={onClose} title={t('series.end')} size="sm">
      <p className={classes.quiet}>{t('series.endText')}</p>
      <Kept points={points} what="stays" />
      <FormError>{end.error()}</FormError>
      <FormActions>
        <Button variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button
          color="red"
          loading={end.pending}
          onClick={() =>
            void end.run({ input: { seriesId } }).then((outcome) => {
              if (outcome.ok) onClose();
            })
          }
        >
          {t('series.end')}
        </Button>
      </FormActions>
    </Dialog>
  );
}
