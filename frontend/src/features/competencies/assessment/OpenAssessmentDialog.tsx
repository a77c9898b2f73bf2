import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { addDays, calendarDate } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { useOpenAssessment } from './useAssessments';

interface OpenAssessmentDialogProps {
  person: { id: string; name: string; isViewer: boolean; manager: { name: string } | null };
  onClose: () => void;
}

/** Two weeks are long enough to think, and short enough not to be forgotten. */
const DAYS = 14;

/** Asks both sides how the person stands in each competency of their level. */
export default function OpenAssessmentDialog({ person, onClose }: OpenAssessmentDialogProps) {
  const { t } = useTranslation(['competencies', 'common']);
  const viewer = useViewer();
  const navigate = useNavigate();
  const open = useOpenAssessment();
  const [dueOn, setDueOn] = useState(addDays(calendarDate(new Date(), viewer.timeZone), DAYS));

  async function send() {
    const outcome = await open.run({ input: { personId: person.id, dueOn: dueOn || null } });
    if (outcome.ok) void navigate(paths.assessment(outcome.data.assessment.id));
  }

  const other = person.isViewer ? (person.manager?.name ?? t('who.managerOf')) : person.name;
  return (
    <Dialog opened onClose={onClose} title={t('open.title')}>
      <Form onSubmit={() => void send()}>
        <p>{t('open.text', { name: other })}</p>
        <TextInput
          data-autofocus
          type="date"
          label={t('open.dueOn')}
          description={t('open.dueOnHint')}
          value={dueOn}
          error={open.fieldError('dueOn')}
          onChange={(event) => setDueOn(event.currentTarget.value)}
        />
        <FormError>{open.error('dueOn')}</FormError>
        <WhoWillSee>{t('open.whoSees', { name: other })}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={open.pending}>
            {t('open.send')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
