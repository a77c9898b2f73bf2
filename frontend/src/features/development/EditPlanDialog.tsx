import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useDraft } from '@/lib/useDraft';
import { useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { PLAN_FIELDS, PlanFields, type PlanWords } from './PlanFields';
import { Restored } from './Restored';
import { Theirs, joined } from './Theirs';
import { useEditPlan } from './usePlans';

export const EditPlanDialogFragment = graphql(`
  fragment EditPlanDialog_plan on DevelopmentPlan {
    id
    title
    focus
    startsOn
    endsOn
    checkInEvery
    quietAfter
    version
  }
`);

interface EditPlanDialogProps {
  plan: FragmentType<typeof EditPlanDialogFragment>;
  /** Who reads it, as words. */
  readers: string;
  /** What a change means where others have agreed. */
  note: ReactNode;
  onClose: () => void;
}

/** Other words or another period. If somebody else changed the plan meanwhile, both are shown. */
export default function EditPlanDialog({ plan: masked, readers, note, onClose }: EditPlanDialogProps) {
  const plan = unmask(EditPlanDialogFragment, masked);
  const { t } = useTranslation(['development', 'common']);
  const dates = useDates();
  const edit = useEditPlan();
  const { title, focus, startsOn, endsOn, checkInEvery, quietAfter } = plan;
  const now: PlanWords = { title, focus, startsOn, endsOn, checkInEvery, quietAfter };
  // `base` and `version` stay what was read when the writing began.
  const { value, change, clear, restored } = useDraft(`development.edit:${plan.id}`, {
    ...now,
    base: now,
    version: plan.version,
  });
  const changed = edit.refusal?.code === 'STALE_VERSION';

  async function send() {
    const { base: _, ...words } = value;
    const outcome = await edit.run({ input: { planId: plan.id, ...words } });
    if (!outcome.ok) return;
    clear();
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('edit.title')}>
      <Form onSubmit={() => void send()}>
        {changed ? (
          <Theirs
            fields={[
              [t('plan.title'), plan.title],
              [t('plan.focus'), plan.focus],
              [t('plan.startsOn'), dates.date(plan.startsOn)],
              [t('plan.endsOn'), dates.date(plan.endsOn)],
              [t('rhythm.checkIn'), t('rhythm.every', { count: plan.checkInEvery })],
            ]}
            onKeepMine={() => {
              const { base, version: _, ...mine } = value;
              change({ ...joined(mine, base, now), base: now, version: plan.version });
              edit.reset();
            }}
            onTakeTheirs={() => {
              clear();
              onClose();
            }}
          />
        ) : null}
        <Restored shown={restored && !changed} onDiscard={clear} />
        <PlanFields value={value} change={change} fieldError={edit.fieldError} />
        <FormError>{changed ? undefined : edit.error(...PLAN_FIELDS)}</FormError>
        {note}
        <WhoWillSee>{readers}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={edit.pending} disabled={changed || !value.title.trim()}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
