import { Button, NativeSelect, Radio, Slider, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import type { Confidence, GoalStatus } from '@/gql/graphql';
import { useDraft } from '@/lib/useDraft';
import { useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './development.module.css';
import { StatusMark } from './Marks';
import { decimalOf, measureText, numberText } from './measure';
import { useGoalReaders } from './readers';
import { Restored } from './Restored';
import { useCheckIn } from './useGoals';

export const CheckInDialogFragment = graphql(`
  fragment CheckInDialog_goal on Goal {
    id
    title
    progress
    status
    measure
    numberStart
    numberTarget
    numberNow
    unit
    childrenCounted
    visibility
    version
    canCheckIn
    milestones {
      id
      doneAt
    }
  }
`);

type Goal = DocumentType<typeof CheckInDialogFragment>;

const STATUSES: readonly GoalStatus[] = ['ON_TRACK', 'AT_RISK', 'OFF_TRACK', 'DONE'];
const CONFIDENCES: readonly Confidence[] = ['LOW', 'MEDIUM', 'HIGH'];
// The number's field is too narrow for a sentence: that stands below.
const FIELDS = ['status', 'comment', 'reason', 'confidence'] as const;

interface CheckInDialogProps {
  goals: readonly FragmentType<typeof CheckInDialogFragment>[];
  /** About which goal; the first unreached one unless told. */
  goalId: string;
  /** Who reads what is shared, as words. */
  readers: string;
  onChoose: (goalId: string) => void;
  onClose: () => void;
}

/** How a goal goes: how far it is, how it looks and why, a word about it. */
export default function CheckInDialog({ goals: masked, goalId, onClose, ...rest }: CheckInDialogProps) {
  const goals = masked.map((one) => unmask(CheckInDialogFragment, one)).filter((one) => one.canCheckIn);
  const goal =
    goals.find((one) => one.id === goalId) ?? goals.find((one) => one.status !== 'DONE') ?? goals[0];
  const { t } = useTranslation('development');
  if (!goal) return null;
  return (
    <Dialog opened onClose={onClose} title={t('checkIn.title')}>
      <Telling key={goal.id} goal={goal} goals={goals} onClose={onClose} {...rest} />
    </Dialog>
  );
}

interface TellingProps extends Pick<CheckInDialogProps, 'readers' | 'onChoose' | 'onClose'> {
  goal: Goal;
  goals: readonly Goal[];
}

function Telling({ goal, goals, readers, onChoose, onClose }: TellingProps) {
  const { t } = useTranslation(['development', 'common']);
  const told = useCheckIn();
  const whoSees = useGoalReaders(readers, goal.visibility);
  const { value, change, clear, restored } = useDraft(`development.checkIn:${goal.id}`, {
    // Text, so that the field can be empty while one types.
    progress: String(goal.progress ?? 0),
    number: '',
    status: goal.status === 'DROPPED' ? ('ON_TRACK' as GoalStatus) : goal.status,
    reason: '',
    confidence: '' as Confidence | '',
    comment: '',
  });
  // What is told is told of the goal as one sees it: a target moved meanwhile is shown first.
  const [version, setVersion] = useState(goal.version);
  const stale = told.refusal?.code === 'STALE_VERSION' && version !== goal.version;
  const progress = Number(value.progress);
  const whole = Number.isInteger(progress) && value.progress.trim() !== '';
  const number = decimalOf(value.number);
  const complete = goal.measure === 'PERCENT' ? whole : goal.measure === 'NUMBER' ? number !== null : true;
  const risky = value.status === 'AT_RISK' || value.status === 'OFF_TRACK';

  async function send() {
    if (!complete || stale) return;
    const outcome = await told.run({
      input: {
        goalId: goal.id,
        progress: goal.measure === 'PERCENT' || goal.measure === 'YES_NO' ? progress : null,
        number: goal.measure === 'NUMBER' ? number : null,
        status: value.status,
        reason: risky ? value.reason : '',
        confidence: value.confidence || null,
        comment: value.comment,
        version,
      },
    });
    if (!outcome.ok) return;
    clear();
    toast(value.status === 'DONE' ? t('checkIn.reached') : t('checkIn.done'));
    onClose();
  }

  return (
    <Form onSubmit={() => void send()}>
      <Restored shown={restored} onDiscard={clear} />
      {goals.length > 1 ? (
        <NativeSelect
          label={t('checkIn.goal')}
          value={goal.id}
          onChange={(event) => {
            told.reset();
            onChoose(event.currentTarget.value);
          }}
          data={goals.map((one) => ({ value: one.id, label: one.title }))}
        />
      ) : (
        <p className={classes.about}>{goal.title}</p>
      )}
      <HowFar goal={goal} value={value} change={change} wrong={told.fieldError} />
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
      {risky ? (
        <Textarea
          label={t(`checkIn.reason.${value.status === 'AT_RISK' ? 'AT_RISK' : 'OFF_TRACK'}`)}
          required
          autosize
          minRows={2}
          maxRows={8}
          value={value.reason}
          error={told.fieldError('reason')}
          onChange={(event) => change({ reason: event.currentTarget.value })}
        />
      ) : null}
      {value.status === 'DONE' ? null : (
        <Radio.Group
          label={t('confidence.label')}
          value={value.confidence}
          error={told.fieldError('confidence')}
          onChange={(next) => change({ confidence: next as Confidence })}
        >
          <div className={classes.choices}>
            {CONFIDENCES.map((one) => (
              <Radio key={one} value={one} label={t(`confidence.${one}`)} />
            ))}
          </div>
        </Radio.Group>
      )}
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
      {stale ? (
        <div className={classes.theirs} role="alert">
          <p>
            <strong>{t('theirs.title')}</strong> {t('checkIn.changed')}
          </p>
          <div className={classes.buttons}>
            <Button
              variant="default"
              onClick={() => {
                setVersion(goal.version);
                told.reset();
              }}
            >
              {t('checkIn.still')}
            </Button>
          </div>
        </div>
      ) : (
        <FormError>{told.error(...FIELDS)}</FormError>
      )}
      <WhoWillSee>{whoSees}</WhoWillSee>
      <FormActions>
        <Button variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button
          type="submit"
          loading={told.pending}
          disabled={!complete || stale || (risky && !value.reason.trim())}
        >
          {t('checkIn.send')}
        </Button>
      </FormActions>
    </Form>
  );
}

interface HowFarProps {
  goal: Goal;
  value: { progress: string; number: string };
  change: (patch: { progress?: string; number?: string }) => void;
  wrong: (field: string) => string | undefined;
}

/** As the goal is measured: percent, a number, yes or no; what is counted elsewhere is only shown. */
function HowFar({ goal, value, change, wrong }: HowFarProps) {
  const { t } = useTranslation('development');
  const { locale } = useDates();
  switch (goal.measure) {
    case 'PERCENT': {
      const progress = Number(value.progress);
      const whole = Number.isInteger(progress) && value.progress.trim() !== '';
      return (
        <div className={classes.progress}>
          <TextInput
            className={classes.percent ?? ''}
            type="number"
            inputMode="numeric"
            min={0}
            max={100}
            label={t('checkIn.progress')}
            value={value.progress}
            error={wrong('progress') !== undefined}
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
            value={whole ? Math.min(100, Math.max(0, progress)) : 0}
            onChange={(next) => change({ progress: String(next) })}
          />
        </div>
      );
    }
    case 'NUMBER':
      return (
        <TextInput
          className={classes.number ?? ''}
          inputMode="decimal"
          required
          label={goal.unit ? t('checkIn.numberIn', { unit: goal.unit }) : t('checkIn.number')}
          description={measureText(goal, t, locale)}
          placeholder={goal.numberNow === null ? '' : numberText(goal.numberNow, locale)}
          value={value.number}
          error={
            wrong('number') ??
            (value.number.trim() !== '' && decimalOf(value.number) === null
              ? t('checkIn.notNumber')
              : undefined)
          }
          onChange={(event) => change({ number: event.currentTarget.value })}
        />
      );
    case 'YES_NO':
      return (
        <Radio.Group
          label={t('checkIn.yesNo')}
          value={value.progress === '100' ? '100' : '0'}
          onChange={(progress) => change({ progress })}
        >
          <div className={classes.choices}>
            <Radio value="0" label={t('measured.no')} />
            <Radio value="100" label={t('measured.yes')} />
          </div>
        </Radio.Group>
      );
    case 'MILESTONES':
    case 'GOALS':
      return <p className={classes.hint}>{measureText(goal, t, locale)}</p>;
  }
}
