import { Button, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { paths } from '@/lib/paths';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { useGoalReaders } from '../readers';
import { Restored } from '../Restored';
import { useAddGoal } from '../useGoals';
import { GOAL_FIELDS, GoalFields, inputOf, isWhole, NEW_GOAL } from './GoalFields';

interface AddGoalDialogProps {
  me: { manager: { id: string; name: string } | null; reports: readonly { id: string; name: string }[] };
  /** Whose goal: one of the reports; empty for the viewer's own. */
  personId: string;
  onChoose: (personId: string) => void;
  onClose: () => void;
}

/** A goal of its own, in no plan: of the viewer, or of somebody they manage. */
export default function AddGoalDialog({ me, personId, onChoose, onClose }: AddGoalDialogProps) {
  const { t } = useTranslation(['development', 'common']);
  const navigate = useNavigate();
  const add = useAddGoal();
  const report = me.reports.find((one) => one.id === personId);
  const { value, change, clear, restored } = useDraft(`development.ownGoal:${report?.id ?? ''}`, NEW_GOAL);
  const shared = report
    ? t('draft.whoSees.report', { name: report.name })
    : me.manager
      ? t('draft.whoSees.report', { name: me.manager.name })
      : t('draft.whoSees.alone');
  const whoSees = useGoalReaders(shared, value.visibility);

  async function send() {
    const outcome = await add.run({
      input: { planId: null, personId: report?.id ?? null, ...inputOf(value) },
    });
    if (!outcome.ok) return;
    clear();
    void navigate(paths.goalPage(outcome.data.goal.id), { replace: true });
  }

  return (
    <Dialog opened onClose={onClose} title={t('goal.add')}>
      <Form onSubmit={() => void send()}>
        <Restored shown={restored} onDiscard={clear} />
        {me.reports.length > 0 ? (
          <NativeSelect
            label={t('draft.whose')}
            value={report?.id ?? ''}
            error={add.fieldError('personId')}
            onChange={(event) => {
              add.reset();
              onChoose(event.currentTarget.value);
            }}
            data={[
              { value: '', label: t('draft.mine') },
              ...me.reports.map((one) => ({ value: one.id, label: one.name })),
            ]}
          />
        ) : null}
        <GoalFields value={value} change={change} fieldError={add.fieldError} forReport={Boolean(report)} />
        <FormError>{add.error(...GOAL_FIELDS, ...(me.reports.length > 0 ? ['personId'] : []))}</FormError>
        <WhoWillSee>{whoSees}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={add.pending} disabled={!isWhole(value)}>
            {t('goal.add')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
