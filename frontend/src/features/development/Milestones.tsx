import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { useDraft } from '@/lib/useDraft';
import { useWanted } from '@/lib/useWanted';
import { useDates } from '@/ui/dates';
import { Form, FormActions, FormError } from '@/ui/Form';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './development.module.css';
import { useAddMilestone, useRemoveMilestone, useSetMilestoneDone } from './useMilestones';

export const MilestonesFragment = graphql(`
  fragment Milestones_goal on Goal {
    id
    title
    milestones {
      id
      title
      dueOn
      doneAt
    }
  }
`);

type Goal = DocumentType<typeof MilestonesFragment>;

interface MilestonesProps {
  goal: FragmentType<typeof MilestonesFragment>;
  canEdit: boolean;
  /** Who reads what one writes here, as words. */
  readers: string;
  /** Whether one is being added. */
  adding: boolean;
  onAdding: (adding: boolean) => void;
}

/** The steps on the way to a goal: ticked off, added, taken away. */
export function Milestones({ goal: masked, canEdit, readers, adding, onAdding }: MilestonesProps) {
  const goal = unmask(MilestonesFragment, masked);
  const { t } = useTranslation('development');
  if (goal.milestones.length === 0 && !canEdit) return null;
  return (
    <div className={classes.steps}>
      {goal.milestones.length > 0 ? (
        <ul className={classes.stepList} aria-label={t('steps.of', { goal: goal.title })}>
          {goal.milestones.map((milestone) => (
            <Step key={milestone.id} goalId={goal.id} milestone={milestone} canEdit={canEdit} />
          ))}
        </ul>
      ) : null}
      {adding ? (
        <AddStep goal={goal} readers={readers} onClose={() => onAdding(false)} />
      ) : canEdit ? (
        <div data-no-print>
          <Button
            variant="subtle"
            leftSection={<IconPlus size={16} />}
            aria-label={t('step.addTo', { goal: goal.title })}
            onClick={() => onAdding(true)}
          >
            {t('step.add')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

interface StepProps {
  goalId: string;
  milestone: Goal['milestones'][number];
  canEdit: boolean;
}

function Step({ goalId, milestone, canEdit }: StepProps) {
  const { t } = useTranslation('development');
  const dates = useDates();
  const setDone = useSetMilestoneDone();
  const remove = useRemoveMilestone(goalId);
  const { shown: done, want, revert } = useWanted(milestone.doneAt !== null);

  const tick = async (wanted: boolean) => {
    want(wanted);
    if (!(await setDone(milestone.id, wanted))) revert();
  };

  return (
    <li className={classes.step}>
      <Checkbox
        className={classes.tick ?? ''}
        size="md"
        checked={done}
        disabled={!canEdit}
        label={<span data-done={done || undefined}>{milestone.title}</span>}
        description={
          done && milestone.doneAt
            ? t('step.done', { date: dates.shortDay(milestone.doneAt) })
            : milestone.dueOn
              ? t('due', { date: dates.date(milestone.dueOn) })
              : undefined
        }
        onChange={(event) => void tick(event.currentTarget.checked)}
      />
      {canEdit ? (
        <ActionIcon
          className={classes.remove ?? ''}
          variant="subtle"
          color="gray"
          size={44}
          data-no-print
          aria-label={t('step.remove', { step: milestone.title })}
          onClick={() =>
            void remove({
              id: milestone.id,
              title: milestone.title,
              dueOn: milestone.dueOn,
              done: milestone.doneAt !== null,
            })
          }
        >
          <IconTrash size={18} stroke={1.7} />
        </ActionIcon>
      ) : null}
    </li>
  );
}

function AddStep({ goal, readers, onClose }: { goal: Goal; readers: string; onClose: () => void }) {
  const { t } = useTranslation(['development', 'common']);
  const add = useAddMilestone();
  const field = useRef<HTMLInputElement>(null);
  const { value, change, clear } = useDraft(`development.step:${goal.id}`, { title: '', dueOn: '' });

  async function send() {
    if (!value.title.trim()) return;
    const outcome = await add.run({
      input: { goalId: goal.id, title: value.title, dueOn: value.dueOn || null },
    });
    if (!outcome.ok) return;
    clear();
    // Steps come in threes: the field is ready for the next one.
    field.current?.focus();
  }

  return (
    <div className={classes.addStep} data-no-print>
      <Form label={t('step.addTo', { goal: goal.title })} onSubmit={() => void send()}>
        <div className={classes.stepFields}>
          <TextInput
            ref={field}
            label={t('step.title')}
            required
            maxLength={200}
            // The person has just asked for this field.
            autoFocus
            value={value.title}
            error={add.fieldError('title')}
            onChange={(event) => change({ title: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('step.dueOn')}
            value={value.dueOn}
            error={add.fieldError('dueOn')}
            onChange={(event) => change({ dueOn: event.currentTarget.value })}
          />
        </div>
        <FormError>{add.error('title', 'dueOn')}</FormError>
        <WhoWillSee>{readers}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.close')}
          </Button>
          <Button type="submit" variant="light" loading={add.pending} disabled={!value.title.trim()}>
            {t('step.add')}
          </Button>
        </FormActions>
      </Form>
    </div>
  );
}
