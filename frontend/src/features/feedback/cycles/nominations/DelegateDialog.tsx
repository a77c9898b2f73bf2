import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { type PickedPerson, PersonPicker } from '@/ui/PersonPicker';
import { toast } from '@/ui/toast';
import { useDelegateNomination } from './useNominations';

/** Lets somebody else choose who writes. It can be taken back while there is time. */
export default function DelegateDialog({
  participantId,
  onClose,
}: {
  participantId: string;
  onClose: () => void;
}) {
  const { t } = useTranslation(['reviews', 'common']);
  const [people, setPeople] = useState<PickedPerson[]>([]);
  const delegate = useDelegateNomination();
  const [person] = people;

  async function run() {
    if (!person) return;
    const outcome = await delegate.run({ input: { participantId, personId: person.id } });
    if (!outcome.ok) return;
    onClose();
    toast(t('delegate.done', { name: person.name }));
  }

  return (
    <Dialog opened onClose={onClose} title={t('delegate')} size="sm">
      <Form onSubmit={() => void run()}>
        <p>{t('delegate.text')}</p>
        <PersonPicker
          label={t('delegate.whom')}
          value={people}
          onChange={setPeople}
          error={delegate.fieldError('personId')}
          required
          autoFocus
        />
        <FormError>{delegate.error('personId')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={delegate.pending} disabled={!person}>
            {t('delegate.do')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
