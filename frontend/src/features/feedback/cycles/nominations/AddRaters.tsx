import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Form, FormActions, FormError } from '@/ui/Form';
import { type PickedPerson, PersonPicker } from '@/ui/PersonPicker';
import { Section } from '@/ui/Section';
import { type Guest, Guests } from '../../ask/Guests';
import { useNominate } from './useNominations';

interface AddRatersProps {
  participantId: string;
  /** How many more can be chosen. */
  room: number;
  peers: boolean;
  external: boolean;
}

const NOBODY: { people: PickedPerson[]; guests: Guest[] } = { people: [], guests: [] };

/** Colleagues by name, and people from outside by name and address. */
export function AddRaters({ participantId, room, peers, external }: AddRatersProps) {
  const { t } = useTranslation('reviews');
  const { value, change, clear } = useDraft(`nominations.add:${participantId}`, NOBODY);
  const nominate = useNominate();
  const { people, guests } = value;
  const ready =
    people.length + guests.length > 0 &&
    guests.every((guest) => guest.name.trim() !== '' && guest.email.trim() !== '');

  async function run() {
    const outcome = await nominate.run({
      input: { participantId, personIds: people.map((one) => one.id), guests },
    });
    if (outcome.ok) clear();
  }

  if (room <= 0) return <p role="note">{t('nomination.full')}</p>;
  return (
    <Section title={t('add.title')} look="card">
      <Form onSubmit={() => void run()} label={t('add.title')}>
        {peers ? (
          <PersonPicker
            label={t('add.people')}
            value={people}
            most={Math.max(1, room - guests.length)}
            withMe
            error={nominate.fieldError('personIds')}
            onChange={(next) => change({ people: next })}
          />
        ) : null}
        {external ? (
          <Guests
            value={guests}
            room={room - people.length - guests.length}
            onChange={(next) => change({ guests: next })}
            error={nominate.fieldError('guests')}
          />
        ) : null}
        <FormError>{nominate.error('personIds', 'guests')}</FormError>
        <FormActions>
          <Button type="submit" variant="light" loading={nominate.pending} disabled={!ready}>
            {t('add.do')}
          </Button>
        </FormActions>
      </Form>
    </Section>
  );
}
