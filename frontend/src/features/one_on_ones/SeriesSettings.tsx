import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { Dialog } from '@/ui/Dialog';
import { FormActions, FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import classes from './one_on_ones.module.css';

export const SeriesSettingsFragment = graphql(`
  fragment SeriesSettings_series on OneOnOneSeries {
    id
    cadence
    endedAt
  }
`);

const ChangeSeries = graphql(`
  mutation ChangeSeries($input: ChangeSeriesInput!) {
    changeSeries(input: $input) {
      ... on ChangeSeriesSuccess {
        series {
          id
          cadence
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const EndSeries = graphql(`
  mutation EndSeries($input: EndSeriesInput!) {
    endSeries(input: $input) {
      ... on EndSeriesSuccess {
        series {
          id
          endedAt
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const CADENCES = ['WEEKLY', 'EVERY_TWO_WEEKS', 'MONTHLY'] as const;

/** How often, and the end of it. Ending cannot be undone, so it is asked about. */
export function SeriesSettings({
  series: masked,
}: {
  series: FragmentType<typeof SeriesSettingsFragment>;
}) {
  const series = unmask(SeriesSettingsFragment, masked);
  const { t } = useTranslation(['one_on_ones', 'common']);
  const change = useCommand(ChangeSeries);
  const end = useCommand(EndSeries);
  const [ending, setEnding] = useState(false);
  if (series.endedAt) return null;

  return (
    <Section title={t('series.cadence')} look="card">
      <SegmentedControl
        fullWidth
        orientation="vertical"
        aria-label={t('series.cadence')}
        value={series.cadence}
        disabled={change.pending}
        onChange={(value) =>
          void change.run({
            input: { seriesId: series.id, cadence: value as (typeof CADENCES)[number] },
          })
        }
        data={CADENCES.map((one) => ({ value: one, label: t(`cadence.${one}`) }))}
      />
      <FormError>{change.error()}</FormError>
      <div>
        <Button
          variant="subtle"
          color="red"
          className={classes.flush ?? ''}
          onClick={() => setEnding(true)}
        >
          {t('series.end')}
        </Button>
      </div>
      <Dialog opened={ending} onClose={() => setEnding(false)} title={t('series.end')} size="sm">
        <p className={classes.quiet}>{t('series.endText')}</p>
        <FormError>{end.error()}</FormError>
        <FormActions>
          <Button variant="default" onClick={() => setEnding(false)}>
            {t('common:action.cancel')}
          </Button>
          <Button
            color="red"
            loading={end.pending}
            onClick={() =>
              void end.run({ input: { seriesId: series.id } }).then((outcome) => {
                if (outcome.ok) setEnding(false);
              })
            }
          >
            {t('series.end')}
          </Button>
        </FormActions>
      </Dialog>
    </Section>
  );
}
