import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Stack } from '@/ui/Stack';
import classes from './integrations.module.css';

export const FOR_ENDPOINTS = ['KUDOS_GIVEN', 'KUDOS_REMOVED', 'AWARD_ANNOUNCED', 'CELEBRATION'] as const;
/** A chat cannot be made to forget, so it hears nothing of what was taken back. */
export const FOR_CHATS = ['KUDOS_GIVEN', 'AWARD_ANNOUNCED', 'CELEBRATION'] as const;
export type Told = (typeof FOR_ENDPOINTS)[number];

interface EventsFieldProps {
  offered: readonly Told[];
  value: readonly Told[];
  onChange: (events: Told[]) => void;
  error: string | undefined;
}

/** What is told; each kind in words. */
export function EventsField({ offered, value, onChange, error }: EventsFieldProps) {
  const { t } = useTranslation('integrations');
  return (
    <Checkbox.Group
      label={t('events')}
      description={t('events.hint')}
      value={[...value]}
      onChange={(events) => onChange(events as Told[])}
      error={error}
    >
      <Stack gap={12}>
        {offered.map((event, index) => (
          <Checkbox
            key={event}
            className={index === 0 ? (classes.first ?? '') : ''}
            value={event}
            label={t(`event.${event}`)}
            description={t(`eventHint.${event}`)}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
