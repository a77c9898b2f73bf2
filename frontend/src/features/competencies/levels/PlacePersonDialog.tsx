import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { calendarDate } from '@/lib/dates';
import { useViewer } from '@/lib/session';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { LevelField } from './LevelField';
import { useEndPlacement, usePlacePerson } from './useLevels';

interface PlacePersonDialogProps {
  person: { id: string; name: string };
  /** The level where they stand now, if they stand at one. */
  levelId: string | null;
  onClose: () => void;
}

const WAYS = ['place', 'end'] as const;

/** From a day on somebody stands at a level, or at none any more. */
export default function PlacePersonDialog({ person, levelId, onClose }: PlacePersonDialogProps) {
  const { t } = useTranslation(['competencies', 'common']);
  const viewer = useViewer();
  const place = usePlacePerson();
  const end = useEndPlacement();
  const [way, setWay] = useState<(typeof WAYS)[number]>('place');
  const [level, setLevel] = useState(levelId ?? '');
  const [day, setDay] = useState(calendarDate(new Date(), viewer.timeZone));
  const ends = way === 'end';
  const ready = day !== '' && (ends || level !== '');

  async function send() {
    if (!ready) return;
    const outcome = ends
      ? await end.run({ input: { personId: person.id, endsOn: day } })
      : await place.run({ input: { personId: person.id, levelId: level, startsOn: day } });
    if (!outcome.ok) return;
    toast(t('place.done'));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('place.title', { name: person.name })}>
      <Form onSubmit={() => void send()}>
        {levelId ? (
          <SegmentedControl
            aria-label={t('place.way')}
            value={way}
            onChange={(next) => setWay(next as typeof way)}
            data={WAYS.map((one) => ({ value: one, label: t(`place.way.${one}`) }))}
          />
        ) : null}
        {ends ? null : (
          <LevelField value={level} onChange={setLevel} error={place.fieldError('levelId')} />
        )}
        <TextInput
          type="date"
          required
          label={ends ? t('place.endsOn') : t('place.startsOn')}
          description={ends ? undefined : t('place.startsOnHint')}
          value={day}
          error={ends ? end.fieldError('endsOn') : place.fieldError('startsOn')}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <FormError>{ends ? end.error('endsOn') : place.error('levelId', 'startsOn')}</FormError>
        <WhoWillSee>{t('place.whoSees', { name: person.name })}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={place.pending || end.pending} disabled={!ready}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
