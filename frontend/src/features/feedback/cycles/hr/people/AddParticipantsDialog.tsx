import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { type PickedPerson, PersonPicker } from '@/ui/PersonPicker';
import { toast } from '@/ui/toast';
import classes from '../hr.module.css';
import { useAddCycleParticipants } from '../useParticipants';

const MANY = 100;

/** More people for a running cycle; their reviews are made at once. */
export default function AddParticipantsDialog({
  cycleId,
  onClose,
}: {
  cycleId: string;
  onClose: () => void;
}) {
  const { t } = useTranslation(['cycles', 'common']);
  const add = useAddCycleParticipants();
  const draft = useDraft<{ people: PickedPerson[] }>(`cycles.add:${cycleId}`, { people: [] });
  const { people } = draft.value;

  const send = async () => {
    if (people.length === 0) return;
    const outcome = await add.run({
      input: { cycleId, personIds: people.map((person) => person.id) },
    });
    if (!outcome.ok) return;
    draft.clear();
    toast(t('people.added', { count: outcome.data.added }));
    onClose();
  };

  return (
    <Dialog opened onClose={onClose} title={t('people.add')}>
      <Form onSubmit={() => void send()}>
        <p className={classes.hint}>{t('people.addNote')}</p>
        <PersonPicker
          label={t('people.whom')}
          value={people}
          onChange={(next) => draft.change({ people: next })}
          error={add.fieldError('personIds')}
          most={MANY}
          withMe
          required
          autoFocus
        />
        <FormError>{add.error('personIds')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={add.pending} disabled={people.length === 0}>
            {t('common:action.add')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
