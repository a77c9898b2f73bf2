import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { addDays, calendarDate } from '@/lib/dates';
import { useDraft } from '@/lib/useDraft';
import { useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { useExtendPlan } from './usePlanActs';

export const ExtendDialogFragment = graphql(`
  fragment ExtendDialog_plan on DevelopmentPlan {
    id
    endsOn
    version
  }
`);

interface ExtendDialogProps {
  plan: FragmentType<typeof ExtendDialogFragment>;
  /** Who reads it, as words. */
  readers: string;
  onClose: () => void;
}

/** Some more time for a plan; both see it, and that it was given. */
export default function ExtendDialog({ plan: masked, readers, onClose }: ExtendDialogProps) {
  const plan = unmask(ExtendDialogFragment, masked);
  const { t } = useTranslation(['development', 'common']);
  const dates = useDates();
  const extend = useExtendPlan();
  const today = calendarDate(new Date(), dates.zone);
  const from = plan.endsOn > today ? plan.endsOn : today;
  const { value, change, clear } = useDraft(`development.extend:${plan.id}`, { endsOn: addDays(from, 28) });

  async function send() {
    const outcome = await extend.run({
      input: { planId: plan.id, endsOn: value.endsOn, version: plan.version },
    });
    if (!outcome.ok) return;
    clear();
    toast(t('extend.done', { date: dates.date(value.endsOn) }));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('extend.title')} size="sm">
      <Form onSubmit={() => void send()}>
        <p>{t('extend.text', { date: dates.date(plan.endsOn) })}</p>
        <TextInput
          type="date"
          required
          label={t('extend.until')}
          description={t('extend.hint')}
          min={addDays(from, 1)}
          data-autofocus
          value={value.endsOn}
          error={extend.fieldError('endsOn')}
          onChange={(event) => change({ endsOn: event.currentTarget.value })}
        />
        <FormError>{extend.error('endsOn')}</FormError>
        <WhoWillSee>{readers}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={extend.pending} disabled={value.endsOn <= plan.endsOn}>
            {t('extend.send')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
