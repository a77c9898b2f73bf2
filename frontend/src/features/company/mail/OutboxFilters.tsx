import { NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import type { OutboxState } from '@/gql/graphql';
import classes from './mail.module.css';
import { useMailWords } from './words';

const OutboxKinds = graphql(`
  query OutboxKinds {
    outbox {
      kinds
    }
  }
`);

const STATES = ['WAITING', 'SENT', 'FAILED', 'BOUNCED', 'CANCELLED'] as const satisfies readonly OutboxState[];
const TYPING_MS = 250;

export interface OutboxFilter {
  state: OutboxState | '';
  kind: string;
  search: string;
}

/** A state as an address names it; none where it names another. */
export function stateOf(text: string | null): OutboxState | '' {
  return STATES.find((one) => one === text) ?? '';
}

/** The kinds of mail there are, by name. */
export function useKinds(): { value: string; label: string }[] {
  const words = useMailWords();
  const [{ data }] = useQuery({ query: OutboxKinds });
  return (data?.outbox?.kinds ?? [])
    .map((key) => ({ value: key, label: words.kind(key) }))
    .toSorted((one, other) => one.label.localeCompare(other.label));
}

interface OutboxFiltersProps {
  filter: OutboxFilter;
  /** By the names that stand in the address. */
  onChange: (patch: { state?: string; kind?: string; q?: string }) => void;
}

/** State, kind, and part of a name or an address. */
export function OutboxFilters({ filter: { state, kind, search }, onChange }: OutboxFiltersProps) {
  const { t } = useTranslation('mail');
  const kinds = useKinds();
  const [text, setText] = useState(search);
  const [asked, setAsked] = useState(search);
  const [known, setKnown] = useState(search);
  if (search !== known) {
    setKnown(search);
    // Another link was followed; what was asked for from here may be behind what is typed by now.
    if (search !== asked) setText(search);
  }

  useEffect(() => {
    const wanted = text.trim();
    if (wanted === search) return;
    const timer = setTimeout(() => {
      setAsked(wanted);
      onChange({ q: wanted });
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, search, onChange]);

  return (
    <div className={classes.filters} role="search">
      <TextInput
        type="search"
        size="md"
        label={t('search')}
        placeholder={t('searchPlaceholder')}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <NativeSelect
        size="md"
        label={t('state')}
        value={state}
        onChange={(event) => onChange({ state: event.currentTarget.value })}
        data={[
          { value: '', label: t('state.all') },
          ...STATES.map((value) => ({ value, label: t(`state.${value}`) })),
        ]}
      />
      <NativeSelect
        size="md"
        label={t('kind')}
        value={kind}
        onChange={(event) => onChange({ kind: event.currentTarget.value })}
        data={[
          { value: '', label: t('kind.all') },
          // Asked for by an address, though no such mail is there any more.
          ...(kind && !kinds.some((one) => one.value === kind) ? [{ value: kind, label: kind }] : []),
          ...kinds,
        ]}
      />
    </div>
  );
}
