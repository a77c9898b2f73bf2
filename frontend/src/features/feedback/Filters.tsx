import { NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import classes from './feedback.module.css';

export const STATES = ['SCHEDULED', 'PENDING', 'ANSWERED', 'DECLINED', 'WITHDRAWN'] as const;
export const THANKS = ['unthanked', 'thanked'] as const;
type Choice = (typeof STATES)[number] | (typeof THANKS)[number];

const TYPING_MS = 250;

/** What the lists are narrowed to; it stands in the address. */
export function useFilters() {
  const [search, setSearch] = useSearchParams();
  const who = search.get('with') ?? '';
  const which = search.get('only') ?? '';
  return {
    who,
    which,
    active: who !== '' || which !== '',
    change: (patch: { with?: string; only?: string }) => {
      const next = new URLSearchParams(search);
      for (const [name, value] of Object.entries(patch)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      setSearch(next, { replace: true });
    },
    /** Whether a line with these names, in this state, is wanted. */
    wants: (names: readonly string[], state: string) =>
      (!which || which === state) &&
      (!who || names.some((name) => name.toLocaleLowerCase().includes(who.toLocaleLowerCase()))),
  };
}

interface FiltersProps {
  filters: ReturnType<typeof useFilters>;
  /** What can be chosen besides a name. */
  choices: readonly Choice[];
}

/** By name, and by how it stands. */
export function Filters({ filters, choices }: FiltersProps) {
  const { t } = useTranslation('feedback');
  const { who, which, change } = filters;
  const [text, setText] = useState(who);

  useEffect(() => {
    if (text.trim() === who) return;
    const timer = setTimeout(() => change({ with: text.trim() }), TYPING_MS);
    return () => clearTimeout(timer);
    // `change` is made anew with every address.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [text, who]);

  return (
    <div className={classes.filters} role="search" aria-label={t('filter.label')}>
      <TextInput
        type="search"
        aria-label={t('filter.who')}
        placeholder={t('filter.who')}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {choices.length > 0 ? (
        <NativeSelect
          aria-label={t('filter.which')}
          value={which}
          onChange={(event) => change({ only: event.currentTarget.value })}
          data={[
            { value: '', label: t('filter.all') },
            ...choices.map((one) => ({ value: one, label: t(`filter.${one}`) })),
          ]}
        />
      ) : null}
    </div>
  );
}
