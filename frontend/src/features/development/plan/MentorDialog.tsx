import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { type PickedPerson, PersonPicker } from '@/ui/PersonPicker';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { useSetPlanMentor } from './usePlanActs';

export const MentorDialogFragment = graphql(`
  fragment MentorDialog_plan on DevelopmentPlan {
    id
    version
    sharedWithMentor
    mentor {
      id
      name
    }
    person {
      id
      isViewer
    }
  }
`);

interface MentorDialogProps {
  plan: FragmentType<typeof MentorDialogFragment>;
  /** Who reads it, as words. */
  readers: string;
  /** What a change means where others have agreed. */
  note: ReactNode;
  onClose: () => void;
}

/** Who helps with the plan besides the manager. Being named lets nobody read anything by itself. */
export default function MentorDialog({ plan: masked, readers, note, onClose }: MentorDialogProps) {
  const plan = unmask(MentorDialogFragment, masked);
  const { t } = useTranslation(['development', 'common']);
  const set = useSetPlanMentor();
  const [chosen, setChosen] = useState<PickedPerson[]>(plan.mentor ? [plan.mentor] : []);
  const mentor = chosen[0];

  async function send() {
    const outcome = await set.run({
      input: { planId: plan.id, mentorId: mentor?.id ?? null, version: plan.version },
    });
    if (outcome.ok) onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('mentor.title')}>
      <Form onSubmit={() => void send()}>
        <PersonPicker
          label={t('mentor.who')}
          description={t('mentor.hint')}
          autoFocus
          withMe={!plan.person.isViewer}
          value={chosen}
          onChange={setChosen}
          error={set.fieldError('mentorId')}
        />
        <FormError>{set.error('mentorId')}</FormError>
        {note}
        <WhoWillSee>
          {mentor && plan.sharedWithMentor
            ? t('mentor.reads', { readers, name: mentor.name })
            : mentor
              ? t('mentor.readsNot', { readers, name: mentor.name })
              : readers}
        </WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={set.pending} disabled={mentor?.id === plan.mentor?.id}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
