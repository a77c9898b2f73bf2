import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { useProposePlan } from './usePlans';

export const ProposeDialogFragment = graphql(`
  fragment ProposeDialog_plan on DevelopmentPlan {
    id
    person {
      id
      name
      isViewer
      manager {
        id
        name
      }
    }
  }
`);

interface ProposeDialogProps {
  plan: FragmentType<typeof ProposeDialogFragment>;
  /** Who will read it once it is proposed, as words. */
  readers: string;
  onClose: () => void;
}

/** The step that shows a draft to the other side; it cannot be taken back, so it is told first. */
export default function ProposeDialog({ plan: masked, readers, onClose }: ProposeDialogProps) {
  const plan = unmask(ProposeDialogFragment, masked);
  const { t } = useTranslation(['development', 'common']);
  const propose = useProposePlan();
  const { person } = plan;
  const other = person.isViewer ? person.manager?.name : person.name;

  async function send() {
    const outcome = await propose.run({ input: { planId: plan.id } });
    if (!outcome.ok) return;
    toast(other ? t('propose.done', { name: other }) : t('propose.doneAlone'));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('propose.title')}>
      <Form onSubmit={() => void send()}>
        <p>{other ? t('propose.text', { name: other }) : t('propose.textAlone')}</p>
        <FormError>{propose.error()}</FormError>
        <WhoWillSee>{readers}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={propose.pending} data-autofocus>
            {t('propose.send')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
