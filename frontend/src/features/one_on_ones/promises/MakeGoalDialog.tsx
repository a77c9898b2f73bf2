import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { Stack } from '@/ui/Stack';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './promises.module.css';
import { useTurnIntoGoal } from './usePromiseTalk';

const PlansForGoal = graphql(`
  query PlansForGoal {
    viewer {
      developmentPlans {
        id
        title
        canEdit
        sharedWithHr
      }
    }
  }
`);

interface MakeGoalDialogProps {
  item: { id: string; body: string };
  onClose: () => void;
}

/** A promise that is more than a task becomes a goal of one's own plan. */
export default function MakeGoalDialog({ item, onClose }: MakeGoalDialogProps) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const result = useQuery({ query: PlansForGoal });
  return (
    <Dialog opened onClose={onClose} title={t('goal.title')}>
      <Query result={result}>
        {({ viewer }) => {
          const plans = (viewer?.developmentPlans ?? []).filter((plan) => plan.canEdit);
          return plans.length === 0 ? (
            <EmptyState
              title={t('goal.noPlan')}
              example={t('goal.noPlanExample')}
              action={
                <Button component={Link} to={paths.development}>
                  {t('goal.toPlans')}
                </Button>
              }
            />
          ) : (
            <Choice item={item} plans={plans} onClose={onClose} />
          );
        }}
      </Query>
    </Dialog>
  );
}

interface ChoiceProps extends MakeGoalDialogProps {
  plans: { id: string; title: string; sharedWithHr: boolean }[];
}

function Choice({ item, plans, onClose }: ChoiceProps) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const navigate = useNavigate();
  const turn = useTurnIntoGoal();
  const [chosen, setChosen] = useState(plans[0]?.id ?? '');
  const plan = plans.find((one) => one.id === chosen);

  const send = async () => {
    const outcome = await turn.run({ input: { actionItemId: item.id, planId: chosen } });
    if (!outcome.ok) return;
    const { goal } = outcome.data;
    toast(t('goal.done', { promise: item.body }), {
      label: t('goal.open'),
      run: () => void navigate(paths.goal(goal.plan?.id, goal.id)),
    });
    onClose();
  };

  return (
    <Form onSubmit={() => void send()}>
      <p className={classes.words}>{item.body}</p>
      <p className={classes.dim}>{t('goal.text')}</p>
      <Radio.Group
        size="md"
        label={t('goal.plan')}
        value={chosen}
        onChange={setChosen}
        error={turn.fieldError('planId')}
      >
        <Stack gap={8}>
          {plans.map((one, index) => (
            <Radio
              key={one.id}
              mt={index === 0 ? 6 : 0}
              value={one.id}
              label={one.title}
              data-autofocus={index === 0 || undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
      <WhoWillSee>{plan?.sharedWithHr ? t('goal.seeHr') : t('goal.see')}</WhoWillSee>
      <FormError>{turn.error('planId')}</FormError>
      <FormActions>
        <Button variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button type="submit" loading={turn.pending} disabled={!chosen}>
          {t('goal.do')}
        </Button>
      </FormActions>
    </Form>
  );
}
