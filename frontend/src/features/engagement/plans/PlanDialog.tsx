import { ActionIcon, Button, Checkbox, TextInput, Textarea } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { type PickedPerson, PersonPicker } from '@/ui/PersonPicker';
import { Query } from '@/ui/Query';
import { NotThere } from '@/ui/states';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './plans.module.css';
import { useSaveActionPlan } from './useActionPlans';
import type { Plan, Step } from './wire';

const ActionPlanFormQuery = graphql(`
  query ActionPlanForm($waveId: ID!, $departmentId: ID!, $withDepartment: Boolean!) {
    wave: node(id: $waveId) {
      id
      ... on SurveyWave {
        title
        questions {
          id
          driver {
            id
            name
          }
        }
      }
    }
    department: node(id: $departmentId) @include(if: $withDepartment) {
      id
      ... on Department {
        name
      }
    }
  }
`);

/** More would be worked on by nobody. */
const MOST_DRIVERS = 2;
const FIELDS = ['title', 'aim', 'driverIds', 'steps'] as const;

interface WrittenStep {
  /** Names the row on the screen. */
  key: string;
  id: string | null;
  text: string;
  owner: PickedPerson[];
  dueOn: string;
}

interface Written {
  title: string;
  aim: string;
  driverIds: string[];
  steps: WrittenStep[];
}

interface PlanDialogProps {
  waveId: string;
  /** Null: a plan for the whole company. */
  departmentId: string | null;
  /** The plan that is changed; none where a new one is made. */
  plan?: Omit<Plan, 'steps'> & { steps: readonly Step[] };
  onClose: () => void;
}

/** Makes or changes a plan: one or two drivers, and steps with an owner and a day. */
export default function PlanDialog({ waveId, departmentId, plan, onClose }: PlanDialogProps) {
  const { t } = useTranslation('survey_plans');
  const result = useQuery({
    query: ActionPlanFormQuery,
    variables: {
      waveId,
      departmentId: departmentId ?? waveId,
      withDepartment: departmentId !== null,
    },
  });
  return (
    <Dialog opened onClose={onClose} size="lg" title={plan ? t('form.edit') : t('form.new')}>
      <Query result={result}>
        {({ wave, department }) =>
          wave && 'questions' in wave ? (
            <Fields
              waveId={waveId}
              departmentId={departmentId}
              departmentName={department && 'name' in department ? department.name : null}
              drivers={driversOf(wave.questions)}
              onClose={onClose}
              {...(plan ? { plan } : {})}
            />
          ) : (
            <NotThere />
          )
        }
      </Query>
    </Dialog>
  );
}

interface Driver {
  id: string;
  name: string;
}

function driversOf(questions: readonly { driver: Driver | null }[]): Driver[] {
  const found = new Map<string, Driver>();
  for (const { driver } of questions) if (driver) found.set(driver.id, driver);
  return [...found.values()];
}

function newStep(): WrittenStep {
  return { key: crypto.randomUUID(), id: null, text: '', owner: [], dueOn: '' };
}

interface FieldsProps extends PlanDialogProps {
  departmentName: string | null;
  drivers: readonly Driver[];
}

function Fields({ waveId, departmentId, departmentName, drivers, plan, onClose }: FieldsProps) {
  const { t } = useTranslation(['survey_plans', 'common']);
  const go = useNavigate();
  const save = useSaveActionPlan();
  const { value, change, clear } = useDraft<Written>(
    plan
      ? `engagement.plan:${plan.id}:${plan.version}`
      : `engagement.plan.new:${waveId}:${departmentId ?? ''}`,
    plan
      ? {
          title: plan.title,
          aim: plan.aim,
          driverIds: plan.drivers.map((one) => one.id),
          steps: plan.steps.map((one) => ({
            key: one.id,
            id: one.id,
            text: one.text,
            owner: [{ id: one.owner.id, name: one.owner.name }],
            dueOn: one.dueOn ?? '',
          })),
        }
      : { title: '', aim: '', driverIds: [], steps: [newStep()] },
  );
  // A driver that the wave did not ask about can still be in an older plan.
  const choices = [
    ...drivers,
    ...(plan?.drivers ?? []).filter((one) => !drivers.some((other) => other.id === one.id)),
  ];
  const steps = value.steps.filter((one) => one.text.trim() !== '');
  const complete =
    value.title.trim() !== '' &&
    value.driverIds.length > 0 &&
    steps.length > 0 &&
    steps.every((one) => one.owner.length === 1);

  const changeStep = (key: string, patch: Partial<WrittenStep>) =>
    change({ steps: value.steps.map((one) => (one.key === key ? { ...one, ...patch } : one)) });

  async function send() {
    if (!complete) return;
    const outcome = await save.run({
      input: {
        planId: plan?.id ?? null,
        waveId,
        departmentId,
        driverIds: value.driverIds,
        title: value.title,
        aim: value.aim,
        steps: steps.map((one) => ({
          stepId: one.id,
          text: one.text,
          ownerId: one.owner[0]?.id ?? '',
          dueOn: one.dueOn || null,
        })),
        version: plan?.version ?? null,
      },
    });
    if (!outcome.ok) return;
    clear();
    toast(t(plan ? 'form.changed' : 'form.made'));
    if (plan) onClose();
    else await go(paths.actionPlan(outcome.data.plan.id), { replace: true });
  }

  return (
    <Form onSubmit={() => void send()}>
      <p className={classes.quiet}>
        {departmentName === null ? t('for.company') : t('for.department', { name: departmentName })}
      </p>
      <Checkbox.Group
        size="md"
        label={t('form.drivers')}
        description={t('form.driversHint')}
        value={value.driverIds}
        onChange={(driverIds) => change({ driverIds })}
        error={save.fieldError('driverIds')}
      >
        <div className={classes.choices}>
          {choices.map((one) => (
            <Checkbox
              key={one.id}
              size="md"
              value={one.id}
              label={one.name}
              disabled={value.driverIds.length >= MOST_DRIVERS && !value.driverIds.includes(one.id)}
            />
          ))}
        </div>
      </Checkbox.Group>
      <TextInput
        size="md"
        label={t('form.title')}
        description={t('form.titleHint')}
        value={value.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
        error={save.fieldError('title')}
        required
      />
      <Textarea
        size="md"
        autosize
        minRows={3}
        label={t('form.aim')}
        description={t('form.aimHint')}
        value={value.aim}
        onChange={(event) => change({ aim: event.currentTarget.value })}
        error={save.fieldError('aim')}
      />
      <fieldset className={classes.fieldset}>
        <legend className={classes.legend}>{t('steps')}</legend>
        {value.steps.map((one, index) => (
          <div key={one.key} className={classes.stepForm} role="group" aria-label={t('form.step', { number: index + 1 })}>
            <TextInput
              size="md"
              label={t('form.stepText')}
              value={one.text}
              onChange={(event) => changeStep(one.key, { text: event.currentTarget.value })}
            />
            <PersonPicker
              withMe
              label={t('form.owner')}
              value={one.owner}
              onChange={(owner) => changeStep(one.key, { owner })}
            />
            <TextInput
              size="md"
              type="date"
              label={t('form.dueOn')}
              value={one.dueOn}
              onChange={(event) => changeStep(one.key, { dueOn: event.currentTarget.value })}
            />
            <ActionIcon
              className={classes.remove}
              size="lg"
              variant="subtle"
              color="gray"
              disabled={value.steps.length === 1}
              aria-label={t('form.removeStep', { number: index + 1 })}
              onClick={() => change({ steps: value.steps.filter((other) => other.key !== one.key) })}
            >
              <IconTrash size={18} stroke={1.7} aria-hidden="true" />
            </ActionIcon>
          </div>
        ))}
        {save.fieldError('steps') ? <p className={classes.error}>{save.fieldError('steps')}</p> : null}
        <div>
          <Button
            variant="default"
            leftSection={<IconPlus size={18} stroke={1.7} aria-hidden="true" />}
            onClick={() => change({ steps: [...value.steps, newStep()] })}
          >
            {t('form.addStep')}
          </Button>
        </div>
      </fieldset>
      <FormError>{save.error(...FIELDS)}</FormError>
      <WhoWillSee>{t(departmentId ? 'seenBy.department' : 'seenBy.company')}</WhoWillSee>
      <FormActions>
        <Button variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button type="submit" loading={save.pending} disabled={!complete}>
          {plan ? t('common:action.save') : t('form.make')}
        </Button>
      </FormActions>
    </Form>
  );
}
