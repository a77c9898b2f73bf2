import { Button, NativeSelect, Radio, TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import type { IntoPlan } from '@/lib/intoPlan';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from '../development.module.css';
import { useReaders } from '../readers';
import { Restored } from '../Restored';
import { useTurnIntoFocusArea, useTurnIntoGoal } from './useTurning';

const PlansToTurnInto = graphql(`
  query PlansToTurnInto($personId: ID!) {
    person(id: $personId) {
      id
      name
      isViewer
      developmentPlans {
        id
        title
        canEdit
        focusAreas {
          id
          title
        }
        ...Readers_plan
      }
    }
  }
`);

type Plan = NonNullable<DocumentType<typeof PlansToTurnInto>['person']>['developmentPlans'][number];

const FIELDS = ['planId', 'title', 'why', 'description', 'dueOn', 'focusAreaId'] as const;

interface TurnIntoDialogProps {
  wanted: IntoPlan;
  onClose: () => void;
}

/** Feedback, a promise, a packet or a gap becomes part of a plan, and keeps the way back. */
export default function TurnIntoDialog({ wanted, onClose }: TurnIntoDialogProps) {
  const { t } = useTranslation('development');
  const viewer = useViewer();
  const personId = wanted.personId ?? viewer.personId;
  const result = useQuery({ query: PlansToTurnInto, variables: { personId } });
  return (
    <Dialog opened onClose={onClose} title={t('turn.title')}>
      <Query result={result}>
        {({ person }) => {
          const plans = (person?.developmentPlans ?? []).filter((plan) => plan.canEdit);
          const [first] = plans;
          return first ? (
            <Words wanted={wanted} plans={plans} first={first} onClose={onClose} />
          ) : (
            <EmptyState
              title={person && !person.isViewer ? t('turn.noPlanOf', { name: person.name }) : t('turn.noPlan')}
              example={t('turn.noPlanExample')}
              action={
                <Button
                  component={Link}
                  to={person && !person.isViewer ? paths.draftPlan(person.id) : paths.draftPlan('')}
                >
                  {t('draft.open')}
                </Button>
              }
            />
          );
        }}
      </Query>
    </Dialog>
  );
}

interface WordsProps extends TurnIntoDialogProps {
  plans: readonly Plan[];
  first: Plan;
}

function Words({ wanted, plans, first, onClose }: WordsProps) {
  const { t } = useTranslation(['development', 'common']);
  const navigate = useNavigate();
  const intoFocusArea = useTurnIntoFocusArea();
  const intoGoal = useTurnIntoGoal();
  const { origin, sourceId, competencyId } = wanted;
  const { value, change, clear, restored } = useDraft(
    `development.turn:${origin}:${sourceId}:${competencyId ?? ''}`,
    {
      what: 'focusArea' as 'focusArea' | 'goal',
      planId: first.id,
      title: firstLine(wanted.title ?? ''),
      words: wanted.why ?? '',
      dueOn: '',
      focusAreaId: '',
    },
  );
  const plan = plans.find((one) => one.id === value.planId) ?? first;
  const readers = useReaders(plan);
  const goal = value.what === 'goal';
  const command = goal ? intoGoal : intoFocusArea;
  const area = plan.focusAreas.find((one) => one.id === value.focusAreaId);

  async function send() {
    const source = { planId: plan.id, origin, sourceId, competencyId: competencyId ?? null };
    const { title, words, dueOn } = value;
    if (goal) {
      const outcome = await intoGoal.run({
        input: { ...source, title, description: words, dueOn: dueOn || null, focusAreaId: area?.id ?? null },
      });
      if (!outcome.ok) return;
      done(paths.goal(plan.id, outcome.data.goal.id));
    } else {
      const outcome = await intoFocusArea.run({ input: { ...source, title, why: words } });
      if (!outcome.ok) return;
      done(paths.plan(plan.id));
    }
  }

  function done(address: string) {
    clear();
    toast(goal ? t('turn.doneGoal') : t('turn.doneFocusArea'), {
      label: t('turn.open'),
      run: () => void navigate(address),
    });
    onClose();
  }

  return (
    <Form onSubmit={() => void send()}>
      <Restored shown={restored} onDiscard={clear} />
      <p className={classes.hint}>{t(`turn.from.${origin}`)}</p>
      <Radio.Group
        label={t('turn.what')}
        value={value.what}
        onChange={(what) => change({ what: what as 'focusArea' | 'goal' })}
      >
        <div className={classes.choices}>
          <Radio value="focusArea" label={t('turn.focusArea')} description={t('turn.focusAreaHint')} />
          <Radio value="goal" label={t('turn.goal')} description={t('turn.goalHint')} />
        </div>
      </Radio.Group>
      {plans.length > 1 ? (
        <NativeSelect
          label={t('turn.plan')}
          value={plan.id}
          error={command.fieldError('planId')}
          onChange={(event) => change({ planId: event.currentTarget.value })}
          data={plans.map((one) => ({ value: one.id, label: one.title }))}
        />
      ) : null}
      <TextInput
        label={goal ? t('goal.title') : t('focusArea.title')}
        required
        maxLength={200}
        data-autofocus
        value={value.title}
        error={command.fieldError('title')}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <Textarea
        label={goal ? t('goal.description') : t('focusArea.why')}
        autosize
        minRows={3}
        maxRows={12}
        value={value.words}
        error={command.fieldError(goal ? 'description' : 'why')}
        onChange={(event) => change({ words: event.currentTarget.value })}
      />
      {goal ? (
        <div className={classes.pair}>
          <TextInput
            type="date"
            label={t('goal.dueOn')}
            value={value.dueOn}
            error={command.fieldError('dueOn')}
            onChange={(event) => change({ dueOn: event.currentTarget.value })}
          />
          {plan.focusAreas.length > 0 ? (
            <NativeSelect
              label={t('goal.focusArea')}
              value={area?.id ?? ''}
              error={command.fieldError('focusAreaId')}
              onChange={(event) => change({ focusAreaId: event.currentTarget.value })}
              data={[
                { value: '', label: t('goal.noFocusArea') },
                ...plan.focusAreas.map((one) => ({ value: one.id, label: one.title })),
              ]}
            />
          ) : null}
        </div>
      ) : null}
      <FormError>{command.error(...FIELDS)}</FormError>
      <WhoWillSee>{t('turn.whoSees', { readers })}</WhoWillSee>
      <FormActions>
        <Button variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button type="submit" loading={command.pending} disabled={!value.title.trim()}>
          {t('turn.send')}
        </Button>
      </FormActions>
    </Form>
  );
}

/** A name is one line: the first one of what was written, cut at a word. */
function firstLine(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length <= 120 ? line : `${line.slice(0, 120).replace(/\s\S*$/u, '')}…`;
}
