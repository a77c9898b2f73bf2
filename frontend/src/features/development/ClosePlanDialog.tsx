import { Button, Radio, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './development.module.css';
import { useClosePlan } from './usePlans';

export const ClosePlanDialogFragment = graphql(`
  fragment ClosePlanDialog_plan on DevelopmentPlan {
    id
    state
  }
`);

interface ClosePlanDialogProps {
  plan: FragmentType<typeof ClosePlanDialogFragment>;
  /** Who reads it, as words. */
  readers: string;
  onClose: () => void;
}

/** The plan is over, or was given up: a word about what came of it. */
export default function ClosePlanDialog({ plan: masked, readers, onClose }: ClosePlanDialogProps) {
  const plan = unmask(ClosePlanDialogFragment, masked);
  const { t } = useTranslation(['development', 'common']);
  const close = useClosePlan();
  const { value, change, clear } = useDraft(`development.close:${plan.id}`, {
    note: '',
    outcome: 'COMPLETED' as 'COMPLETED' | 'GIVEN_UP',
  });
  const begun = plan.state === 'ACTIVE' || plan.state === 'EXPIRED';

  async function send() {
    const outcome = await close.run({ 
      input: { planId: plan.id, note: value.note, outcome: begun ? value.outcome : 'GIVEN_UP' },
    });
    if (!outcome.ok) return;
    clear();
    toast(t('close.done'));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={begun ? t('close.title') : t('close.titleEarly')}>
      <Form onSubmit={() => void send()}>
        <p>{begun ? t('close.text') : t('close.textEarly')}</p>
        {begun ? (
          <Radio.Group
            label={t('close.outcome')}
            value={value.outcome}
            error={close.fieldError('outcome')}
            onChange={(outcome) => change({ outcome: outcome as 'COMPLETED' | 'GIVEN_UP' })}
          >
            <div className={classes.choices}>
              <Radio value="COMPLETED" label={t('close.COMPLETED')} />
              <Radio value="GIVEN_UP" label={t('close.GIVEN_UP')} />
            </div>
          </Radio.Group>
        ) : null}
        <Textarea
          label={begun ? t('close.note') : t('close.noteEarly')}
          description={t('close.noteHint')}
          autosize
          minRows={4}
          data-autofocus
          value={value.note}
          error={close.fieldError('note')}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
        <FormError>{close.error('note', 'outcome')}</FormError>
        <WhoWillSee>{readers}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={close.pending}>
            {t('close.send')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
