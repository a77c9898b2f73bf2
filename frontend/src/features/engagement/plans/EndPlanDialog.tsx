import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import classes from './plans.module.css';
import { useEndActionPlan } from './useActionPlans';

interface EndPlanDialogProps {
  planId: string;
  version: number;
  onClose: () => void;
}

/** Ends a plan: done, or dropped. It stays readable either way. */
export default function EndPlanDialog({ planId, version, onClose }: EndPlanDialogProps) {
  const { t } = useTranslation(['survey_plans', 'common']);
  const end = useEndActionPlan();
  const [state, setState] = useState<'DONE' | 'DROPPED'>('DONE');

  async function send() {
    const outcome = await end.run({ input: { planId, state, version } });
    if (!outcome.ok) return;
    toast(t(`ended.${state}`));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} size="sm" title={t('end.title')}>
      <Form onSubmit={() => void send()}>
        <Radio.Group
          size="md"
          label={t('end.how')}
          value={state}
          onChange={(value) => setState(value === 'DROPPED' ? 'DROPPED' : 'DONE')}
        >
          <div className={classes.choices}>
            <Radio size="md" value="DONE" label={t('end.DONE')} />
            <Radio size="md" value="DROPPED" label={t('end.DROPPED')} />
          </div>
        </Radio.Group>
        <FormError>{end.error()}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={end.pending}>
            {t('end.send')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
