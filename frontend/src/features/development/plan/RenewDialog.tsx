import { Button, Checkbox, TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { addDays, calendarDate, daysBetween } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { useDraft } from '@/lib/useDraft';
import { useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from '../development.module.css';
import { StatusMark } from '../Marks';
import { Restored } from '../Restored';
import { useRenewPlan } from './usePlanActs';

export const RenewDialogFragment = graphql(`
  fragment RenewDialog_plan on DevelopmentPlan {
    id
    title
    startsOn
    endsOn
    version
    focusAreas {
      id
      title
    }
    goals {
      id
      title
      status
      focusArea {
        id
      }
    }
  }
`);

interface RenewDialogProps {
  plan: FragmentType<typeof RenewDialogFragment>;
  /** Who reads it, as words. */
  readers: string;
  onClose: () => void;
}

/** Closes a plan and begins the next one with what goes on. */
export default function RenewDialog({ plan: masked, readers, onClose }: RenewDialogProps) {
  const plan = unmask(RenewDialogFragment, masked);
  const { t } = useTranslation(['development', 'common']);
  const dates = useDates();
  const navigate = useNavigate();
  const renew = useRenewPlan();
  const today = calendarDate(new Date(), dates.zone);
  const length = Math.max(daysBetween(plan.startsOn, plan.endsOn), 27);
  const unfinished = plan.goals.filter((goal) => goal.status !== 'DONE' && goal.status !== 'DROPPED');
  const { value, change, clear, restored } = useDraft(`development.renew:${plan.id}`, {
    title: plan.title,
    startsOn: today,
    endsOn: addDays(today, length),
    goals: unfinished.map((goal) => goal.id),
    focusAreas: plan.focusAreas
      .filter((area) => unfinished.some((goal) => goal.focusArea?.id === area.id))
      .map((area) => area.id),
    note: '',
  });

  async function send() {
    const { title, startsOn, endsOn, goals, focusAreas, note } = value;
    const outcome = await renew.run({
      input: {
        planId: plan.id,
        title,
        startsOn,
        endsOn,
        keepGoalIds: goals,
        keepFocusAreaIds: focusAreas,
        note,
        version: plan.version,
      },
    });
    if (!outcome.ok) return;
    clear();
    toast(t('renew.done'));
    void navigate(paths.plan(outcome.data.plan.id), { replace: true });
  }

  return (
    <Dialog opened onClose={onClose} title={t('renew.title')} size="lg">
      <Form onSubmit={() => void send()}>
        <Restored shown={restored} onDiscard={clear} />
        <p>{t('renew.text')}</p>
        <TextInput
          label={t('renew.name')}
          required
          maxLength={200}
          data-autofocus
          value={value.title}
          error={renew.fieldError('title')}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        <div className={classes.pair}>
          <TextInput
            type="date"
            label={t('plan.startsOn')}
            required
            value={value.startsOn}
            error={renew.fieldError('startsOn')}
            onChange={(event) => change({ startsOn: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('plan.endsOn')}
            required
            value={value.endsOn}
            error={renew.fieldError('endsOn')}
            onChange={(event) => change({ endsOn: event.currentTarget.value })}
          />
        </div>
        {plan.goals.length > 0 ? (
          <Checkbox.Group
            label={t('renew.goals')}
            description={t('renew.goalsHint')}
            value={value.goals}
            error={renew.fieldError('keepGoalIds')}
            onChange={(goals) => change({ goals })}
          >
            <div className={classes.choiceList}>
              {plan.goals.map((goal) => (
                <Checkbox
                  key={goal.id}
                  value={goal.id}
                  label={
                    <span className={classes.kept}>
                      <span>{goal.title}</span> <StatusMark status={goal.status} />
                    </span>
                  }
                />
              ))}
            </div>
          </Checkbox.Group>
        ) : null}
        {plan.focusAreas.length > 0 ? (
          <Checkbox.Group
            label={t('renew.focusAreas')}
            value={value.focusAreas}
            error={renew.fieldError('keepFocusAreaIds')}
            onChange={(focusAreas) => change({ focusAreas })}
          >
            <div className={classes.choiceList}>
              {plan.focusAreas.map((area) => (
                <Checkbox key={area.id} value={area.id} label={area.title} />
              ))}
            </div>
          </Checkbox.Group>
        ) : null}
        <Textarea
          label={t('close.note')}
          description={t('close.noteHint')}
          autosize
          minRows={3}
          value={value.note}
          error={renew.fieldError('note')}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
        <FormError>
          {renew.error('title', 'startsOn', 'endsOn', 'note', 'keepGoalIds', 'keepFocusAreaIds')}
        </FormError>
        <WhoWillSee>{t('renew.whoSees', { readers })}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={renew.pending} disabled={!value.title.trim()}>
            {t('renew.send')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
