import { Button, NativeSelect, Radio, Slider, TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import type { GoalStatus } from '@/gql/graphql';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './development.module.css';
import { StatusMark } from './Marks';
import { useReaders } from './readers';
import { Restored } from './Restored';
import { useCheckIn } from './useGoals';

export const CheckInDialogFragment = graphql(`
  fragment CheckInDialog_plan on DevelopmentPlan {
    id
    goals {
      id
      title
      progress
      status
    }
    ...Readers_plan
  }
`);

const STATUSES: readonly GoalStatus[] = ['ON_TRACK', 'AT_RISK', 'OFF_TRACK', 'DONE'];
// The number's field is too narrow for a sentence: that stands below.
const FIELDS = ['status', 'comment'] as const;

interface CheckInDialogProps {
  plan: FragmentType<typeof CheckInDialogFragment>;
  /** About which goal; the first unreached one unless told. */
  goalId: string;
  onChoose: (goalId: string) => void;
  onClose: () => void;
}

/** How a goal goes: how far it is, how it looks, a word about it. */
export default function CheckInDialog({ plan: masked, goalId, onChoose, onClose }: CheckInDialogProps) {
  const plan = unmask(CheckInDialogFragment, masked);
  const goal =
    plan.goals.find((one) => one.id === goalId) ??
    plan.goals.find((one) => one.status !== 'DONE') ??
    plan.goals[0];
  const { t } = useTranslation(['development', 'common']);
  const told = useCheckIn();
  const readers = useReaders(plan);
  const { value, change, clear, restored } = useDraft(`development.checkIn:${goal?.id}`, {
    // Text, so that the field can be empty while one types.
    progress: String(goal?.progress ?? 0),
    status: goal?.status ?? ('ON_TRACK' as GoalStatus),
    comment: '',
  });
  const progress = Number(value.progress);
  const number = Number.isInteger(progress) && value.progress.trim() !== '';

  async function send() {
    if (!goal || !number) return;
    const outcome = await told.run({
      input: { goalId: goal.id, progress, status: value.status, comment: value.comment },
    });
    if (!outcome.ok) return;
    clear();
    toast(value.status === 'DONE' ? t('checkIn.reached') : t('checkIn.done'));
    onClose();
  }

  if (!goal) return null;
  return (
    <Dialog opened onClose={onClose} title={t('checkIn.title')}>
      <Form onSubmit={() => void send()}>
        <Restored shown={restored} onDiscard={clear} />
        {plan.goals.length > 1 ? (
          <NativeSelect
            label={t('checkIn.goal')}
            value={goal.id}
            onChange={(event) => {
              told.reset();
              onChoose(event.currentTarget.value);
            }}
            data={plan.goals.map((one) => ({ value: one.id, label: one.title }))}
          />
        ) : (
          <p className={classes.about}>{goal.title}</p>
        )}
        <div className={classes.progress}>
          <TextInput
            className={classes.percent ?? ''}
            type="number"
            inputMode="numeric"
            min={0}
            max={100}
            label={t('checkIn.progress')}
            value={value.progress}
            error={told.fieldError('progress') !== undefined}
            rightSection={<span aria-hidden="true">%</span>}
            onChange={(event) => change({ progress: event.currentTarget.value })}
          />
          <Slider
            className={classes.slider ?? ''}
            min={0}
            max={100}
            step={5}
            label={null}
            thumbLabel={t('checkIn.slider')}
            thumbSize={26}
            value={number ? Math.min(100, Math.max(0, progress)) : 0}
            onChange={(next) => change({ progress: String(next) })}
          />
        </div>
        <Radio.Group
          label={t('checkIn.status')}
          value={value.status}
          error={told.fieldError('status')}
          onChange={(next) =>
            change({
              status: next as GoalStatus,
              // What is reached is all there; the number can still be told otherwise.
              ...(next === 'DONE' ? { progress: '100' } : {}),
            })
          }
        >
          <div className={classes.statuses}>
            {STATUSES.map((status) => (
              <Radio
                key={status}
                value={status}
                label={<StatusMark status={status} />}
                data-autofocus={status === value.status || undefined}
              />
            ))}
          </div>
        </Radio.Group>
        <Textarea
          label={t('checkIn.comment')}
          description={t('checkIn.commentHint')}
          autosize
          minRows={3}
          maxRows={14}
          value={value.comment}
          error={told.fieldError('comment')}
          onChange={(event) => change({ comment: event.currentTarget.value })}
        />
        <FormError>{told.error(...FIELDS)}</FormError>
        <WhoWillSee>{readers}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={told.pending} disabled={!number}>
            {t('checkIn.send')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
