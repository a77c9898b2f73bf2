import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Locale } from '@/gql/graphql';
import { LANGUAGES } from '@/lib/i18n';
import classes from '../feedback.module.css';

export interface Guest {
  name: string;
  email: string;
  locale: Locale;
}

interface GuestsProps {
  value: Guest[];
  /** How many more can be asked. */
  room: number;
  onChange: (guests: Guest[]) => void;
  error: string | undefined;
}

/** People outside the company: they get a link by mail and need no account. */
export function Guests({ value, room, onChange, error }: GuestsProps) {
  const { t, i18n } = useTranslation(['feedback', 'common']);
  const [added, setAdded] = useState(-1);
  const more = useRef<HTMLButtonElement>(null);
  const change = (index: number, patch: Partial<Guest>) =>
    onChange(value.map((guest, at) => (at === index ? { ...guest, ...patch } : guest)));
  const add = () => {
    setAdded(value.length);
    onChange([...value, { name: '', email: '', locale: i18n.language === 'ru' ? 'RU' : 'EN' }]);
  };
  const remove = (index: number) => {
    onChange(value.filter((_, at) => at !== index));
    // What had the focus is gone.
    more.current?.focus();
  };
  return (
    <div className={classes.guests} role="group" aria-label={t('guests.label')}>
      {value.map((guest, index) => (
        <div key={index} className={classes.guest}>
          <TextInput
            label={t('guests.name')}
            required
            autoComplete="off"
            autoFocus={index === added}
            value={guest.name}
            onChange={(event) => change(index, { name: event.currentTarget.value })}
          />
          <TextInput
            type="email"
            label={t('guests.email')}
            required
            autoComplete="off"
            value={guest.email}
            onChange={(event) => change(index, { email: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('guests.language')}
            value={guest.locale}
            onChange={(event) => change(index, { locale: event.currentTarget.value as Locale })}
            data={LANGUAGES.map((one) => ({
              value: one.toUpperCase(),
              label: t(`common:language.${one}`),
            }))}
          />
          <CloseButton
            aria-label={t('guests.remove', { name: guest.name || t('guests.unnamed') })}
            onClick={() => remove(index)}
          />
        </div>
      ))}
      {value.length > 0 ? <p className={classes.side}>{t('guests.hint')}</p> : null}
      {error ? (
        <p className={classes.wrong} role="alert">
          {error}
        </p>
      ) : null}
      {room > 0 ? (
        <div>
          <Button
            ref={more}
            variant="subtle"
            size="compact-md"
            leftSection={<IconUserPlus size={18} aria-hidden="true" />}
            onClick={add}
          >
            {t(value.length === 0 ? 'guests.add' : 'guests.addMore')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
