import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CyclePhase } from '@/gql/graphql';
import { addDays } from '@/lib/dates';
import { useDraft } from '@/lib/useDraft';
import { useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import classes from '../hr.module.css';
import { useExtendCycleDeadline } from '../useParticipants';
import type { ParticipantsCycle } from './Participants';

interface ExtendDialogProps {
  cycle: ParticipantsCycle;
  person: { id: string; name: string };
  onClose: () => void;
}

/** More time for one person in one phase: for what they owe, not for what is about them. */
export default function ExtendDialog({ cycle, person, onClose }: ExtendDialogProps) {
  const { t } = useTranslation(['cycles', 'common']);
  const dates = useDates();
  const extend = useExtendCycleDeadline();
  const now = cycle.phases.findIndex((one) => one.phase === cycle.currentPhase);
  const open = cycle.phases.filter((_, index) => index >= now);
  const first = open[0];
  const draft = useDraft<{ phase: CyclePhase; untilOn: string; reason: string }>(
    `cycles.extend:${cycle.id}:${person.id}`,
    {
      phase: first?.phase ?? 'WRITING',
      untilOn: first ? addDays(first.untilOn, 3) : '',
      reason: '',
    },
  );
  const { phase, untilOn, reason } = draft.value;
  const before = open.find((one) => one.phase === phase)?.untilOn;

  const send = async () => {
    if (!untilOn) return;
    const outcome = await extend.run({
      input: { cycleId: cycle.id, personId: person.id, phase, untilOn, reason: reason.trim() },
    });
    if (!outcome.ok) return;
    draft.clear();
    toast(t('extend.done', { name: person.name, date: dates.date(outcome.data.untilOn) }));
    onClose();
  };

  return (
    <Dialog opened onClose={onClose} title={t('extend.for', { name: person.name })} size="sm">
      <Form onSubmit={() => void send()}>
        <p className={classes.hint}>{t('extend.note')}</p>
        <NativeSelect
          size="md"
          label={t('extend.phase')}
          value={phase}
          onChange={(event) => {
            const next = open.find((one) => one.phase === event.currentTarget.value);
            if (next) draft.change({ phase: next.phase, untilOn: addDays(next.untilOn, 3) });
          }}
          data={open.map((one) => ({ value: one.phase, label: t(`phase.${one.phase}`) }))}
          error={extend.fieldError('phase')}
        />
        <TextInput
          type="date"
          size="md"
          required
          label={t('extend.until')}
          description={before ? t('extend.instead', { date: dates.date(before) }) : undefined}
          value={untilOn}
          onChange={(event) => draft.change({ untilOn: event.currentTarget.value })}
          error={extend.fieldError('untilOn')}
        />
        <TextInput
          size="md"
          label={t('moves.reasonOptional')}
          value={reason}
          onChange={(event) => draft.change({ reason: event.currentTarget.value })}
          error={extend.fieldError('reason')}
        />
        <FormError>{extend.error('phase', 'untilOn', 'reason')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={extend.pending} disabled={!untilOn}>
            {t('extend.go')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
