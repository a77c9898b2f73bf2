import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { Stack } from '@/ui/Stack';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import type { NoteToUse } from './Uses';
import { useLinkFeedbackToGoal } from './useNoteActs';

const GoalsForFeedback = graphql(`
  query GoalsForFeedback {
    viewer {
      developmentPlans {
        id
        title
        goals {
          id
          title
        }
      }
    }
  }
`);

interface LinkGoalDialogProps {
  note: NoteToUse;
  onClose: () => void;
}

/** Ties a note to a goal that one has already. */
export default function LinkGoalDialog({ note, onClose }: LinkGoalDialogProps) {
  const { t } = useTranslation(['feedback', 'common']);
  const result = useQuery({ query: GoalsForFeedback });
  const link = useLinkFeedbackToGoal();
  const [chosen, setChosen] = useState('');

  async function send() {
    const outcome = await link.run({ input: { noteId: note.id, goalId: chosen } });
    if (!outcome.ok) return;
    toast(t('link.done'));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('link.title')}>
      <Query result={result}>
        {({ viewer }) => {
          const goals = (viewer?.developmentPlans ?? []).flatMap((plan) =>
            plan.goals.map((goal) => ({ ...goal, plan: plan.title })),
          );
          if (goals.length === 0) {
            return <EmptyState title={t('link.none')} example={t('link.noneExample')} />;
          }
          return (
            <Form onSubmit={() => void send()}>
              <Radio.Group
                size="md"
                label={t('link.which')}
                value={chosen}
                onChange={setChosen}
                error={link.fieldError('goalId')}
              >
                <Stack gap={8}>
                  {goals.map((goal, index) => (
                    <Radio
                      key={goal.id}
                      mt={index === 0 ? 6 : 0}
                      value={goal.id}
                      label={goal.title}
                      description={goal.plan}
                      data-autofocus={index === 0 || undefined}
                    />
                  ))}
                </Stack>
              </Radio.Group>
              <FormError>{link.error('goalId')}</FormError>
              <WhoWillSee>{t('link.whoSees')}</WhoWillSee>
              <FormActions>
                <Button variant="default" onClick={onClose}>
                  {t('common:action.cancel')}
                </Button>
                <Button type="submit" loading={link.pending} disabled={!chosen}>
                  {t('link.send')}
                </Button>
              </FormActions>
            </Form>
          );
        }}
      </Query>
    </Dialog>
  );
}
