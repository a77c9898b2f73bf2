import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { PHASES } from './editor/Dates';
import classes from './hr.module.css';
import { useChangeCycleDates } from './useCycles';

export const ChangeDatesFragment = graphql(`
  fragment ChangeDates_cycle on Cycle {
    id
    version
    currentPhase
    releasedBy
    releaseOn
    phases {
      phase
      untilOn
    }
  }
`);

interface ChangeDatesDialogProps {
  cycle: FragmentType<typeof ChangeDatesFragment>;
  onClose: () => void;
}

/** Other last days for the phases that are not over; who waits for them is told. */
export default function ChangeDatesDialog({ cycle: masked, onClose }: ChangeDatesDialogProps) {
  const { t } = useTranslation(['cycles', 'common']);
  const cycle = unmask(ChangeDatesFragment, masked);
  const change = useChangeCycleDates();
  const now = cycle.phases.findIndex((one) => one.phase === cycle.currentPhase);
  const early = cycle.currentPhase === 'NOMINATION' || cycle.currentPhase === 'WRITING';
  const open = PHASES.flatMap(({ phase, field }) => {
    const index = cycle.phases.findIndex((one) => one.phase === phase);
    const found = cycle.phases[index];
    if (found) return index >= now ? [{ phase, field, until: found.untilOn }] : [];
    // A cycle can be given a calibration while it runs.
    return phase === 'CALIBRATION' && early ? [{ phase, field, until: '' }] : [];
  });
  const draft = useDraft<Record<string, string>>(`cycles.dates:${cycle.id}:${cycle.version}`, {
    ...Object.fromEntries(open.map((one) => [one.field, one.until])),
    releaseOn: cycle.releaseOn ?? '',
  });

  const send = async () => {
    const changed = Object.fromEntries(
      [
        ...open.map((one) => [one.field, one.until] as const),
        ['releaseOn', cycle.releaseOn ?? ''] as const,
      ]
        .filter(([field, before]) => draft.value[field] && draft.value[field] !== before)
        .map(([field]) => [field, draft.value[field]]),
    );
    const outcome = await change.run({
      input: { id: cycle.id, version: cycle.version, ...changed },
    });
    if (!outcome.ok) return;
    draft.clear();
    toast(t('changeDates.done'));
    onClose();
  };

  return (
    <Dialog opened onClose={onClose} title={t('changeDates.title')}>
      <Form onSubmit={() => void send()}>
        <p className={classes.hint}>{t('changeDates.note')}</p>
        {open.map(({ phase, field, until }) => (
          <TextInput
            key={field}
            type="date"
            size="md"
            label={t('dates.lastDayOf', { phase: t(`phase.${phase}`) })}
            description={until === '' ? t('changeDates.adds') : undefined}
            value={draft.value[field] ?? ''}
            onChange={(event) => draft.change({ [field]: event.currentTarget.value })}
            error={change.fieldError(field)}
          />
        ))}
        {cycle.releasedBy === 'DATE' ? (
          <TextInput
            type="date"
            size="md"
            label={t('dates.releaseOn')}
            value={draft.value['releaseOn'] ?? ''}
            onChange={(event) => draft.change({ releaseOn: event.currentTarget.value })}
            error={change.fieldError('releaseOn')}
          />
        ) : null}
        <FormError>{change.error(...open.map((one) => one.field), 'releaseOn')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={change.pending} disabled={!draft.dirty}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
