import { Button, TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { useDraft } from '@/lib/useDraft';
import { useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { EditNote } from './EditNote';
import { useReaders } from './readers';
import { Restored } from './Restored';
import { Theirs, joined } from './Theirs';
import { useAddGoal, useEditGoal } from './useGoals';

export const GoalDialogFragment = graphql(`
  fragment GoalDialog_plan on DevelopmentPlan {
    id
    goals {
      id
      title
      description
      dueOn
      version
    }
    ...EditNote_plan
    ...Readers_plan
  }
`);

type Plan = DocumentType<typeof GoalDialogFragment>;
type Goal = Plan['goals'][number];

const FIELDS = ['title', 'description', 'dueOn'] as const;

interface GoalDialogProps {
  plan: FragmentType<typeof GoalDialogFragment>;
  /** Which goal to change; none to add one. */
  goalId: string | null;
  onClose: () => void;
}

/** A goal, new or in other words. */
export default function GoalDialog({ plan: masked, goalId, onClose }: GoalDialogProps) {
  const plan = unmask(GoalDialogFragment, masked);
  const goal = plan.goals.find((one) => one.id === goalId);
  if (goal) return <EditGoal plan={plan} goal={goal} onClose={onClose} />;
  return goalId === null ? <AddGoal plan={plan} onClose={onClose} /> : null;
}

function AddGoal({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { t } = useTranslation(['development', 'common']);
  const add = useAddGoal();
  const { value, change, clear, restored } = useDraft(`development.goal:${plan.id}`, {
    title: '',
    description: '',
    dueOn: '',
  });
  const readers = useReaders(plan);

  async function send() {
    const { title, description, dueOn } = value;
    const outcome = await add.run({
      input: { planId: plan.id, title, description, dueOn: dueOn || null },
    });
    if (!outcome.ok) return;
    clear();
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('goal.add')}>
      <Form onSubmit={() => void send()}>
        <Restored shown={restored} onDiscard={clear} />
        <Fields value={value} change={change} fieldError={add.fieldError} />
        <FormError>{add.error(...FIELDS)}</FormError>
        <EditNote plan={plan} />
        <WhoWillSee>{readers}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={add.pending} disabled={!value.title.trim()}>
            {t('goal.add')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

function EditGoal({ plan, goal, onClose }: { plan: Plan; goal: Goal; onClose: () => void }) {
  const { t } = useTranslation(['development', 'common']);
  const dates = useDates();
  const edit = useEditGoal();
  const now: Words = { title: goal.title, description: goal.description, dueOn: goal.dueOn ?? '' };
  // `base` and `version` stay what was read when the writing began.
  const { value, change, clear, restored } = useDraft(`development.editGoal:${goal.id}`, {
    ...now,
    base: now,
    version: goal.version,
  });
  const readers = useReaders(plan);
  const changed = edit.refusal?.code === 'STALE_VERSION';

  async function send() {
    const { title, description, dueOn, version } = value;
    const outcome = await edit.run({
      input: { goalId: goal.id, title, description, dueOn: dueOn || null, version },
    });
    if (!outcome.ok) return;
    clear();
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('goal.edit')}>
      <Form onSubmit={() => void send()}>
        {changed ? (
          <Theirs
            fields={[
              [t('goal.title'), goal.title],
              [t('goal.description'), goal.description],
              [t('goal.dueOn'), goal.dueOn ? dates.date(goal.dueOn) : ''],
            ]}
            onKeepMine={() => {
              const { base, version: _, ...mine } = value;
              change({ ...joined(mine, base, now), base: now, version: goal.version });
              edit.reset();
            }}
            onTakeTheirs={() => {
              clear();
              onClose();
            }}
          />
        ) : null}
        <Restored shown={restored && !changed} onDiscard={clear} />
        <Fields value={value} change={change} fieldError={edit.fieldError} />
        <FormError>{changed ? undefined : edit.error(...FIELDS)}</FormError>
        <EditNote plan={plan} />
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

interface Words {
  title: string;
  description: string;
  dueOn: string;
}

interface FieldsProps {
  value: Words;
  change: (patch: Partial<Words>) => void;
  fieldError: (field: string) => string | undefined;
}

function Fields({ value, change, fieldError }: FieldsProps) {
  const { t } = useTranslation('development');
  return (
    <>
      <TextInput
        label={t('goal.title')}
        description={t('goal.titleHint')}
        required
        maxLength={200}
        data-autofocus
        value={value.title}
        error={fieldError('title')}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <Textarea
        label={t('goal.description')}
        description={t('goal.descriptionHint')}
        autosize
        minRows={3}
        maxRows={14}
        value={value.description}
        error={fieldError('description')}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('goal.dueOn')}
        value={value.dueOn}
        error={fieldError('dueOn')}
        onChange={(event) => change({ dueOn: event.currentTarget.value })}
      />
    </>
  );
}
