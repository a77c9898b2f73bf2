import { Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconHeartHandshake, IconSearch } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { useThanking } from '@/lib/thanking';
import { Face } from '@/ui/Face';
import { useFocusComesBack } from '@/ui/useFocusComesBack';
import classes from './CommandPalette.module.css';
import { placesFor } from './navigation';

const PaletteSearch = graphql(`
  query PaletteSearch($search: String!) {
    people(search: $search, first: 8) {
      edges {
        node {
          id
          name
          title
          isViewer
          hasLeft
        }
      }
    }
  }
`);

/** Whom somebody wants to thank who types "thank ann"; null for whoever types something else. */
export function whomToThank(text: string, words: string): string | null {
  const typed = text.trimStart().toLocaleLowerCase();
  const word = words.split(' ').find((one) => typed === one || typed.startsWith(`${one} `));
  return word === undefined ? null : text.trimStart().slice(word.length).trim();
}

interface Entry {
  key: string;
  to: string;
  label: string;
  note?: string;
  person?: string;
  /** Does something here instead of leading somewhere. */
  act?: () => void;
}

/** Ctrl/Cmd-K: to any person or page by typing a few letters. */
export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('common');
  const viewer = useViewer();
  const navigate = useNavigate();
  const list = useId();
  useFocusComesBack();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const thanked = whomToThank(text, t('palette.thankWords'));
  const [search] = useDebouncedValue(thanked ?? text.trim(), 150);
  const [{ data }] = useQuery({
    query: PaletteSearch,
    variables: { search },
    pause: search.length === 0,
  });

  const { open: thank } = useThanking();
  const typed = text.trim().toLocaleLowerCase();
  const thanking = thanked !== null;
  const pages: Entry[] = [
    ...placesFor(viewer).map((place) => ({ key: place.to, to: place.to, label: t(place.label) })),
    { key: 'promises', to: paths.promises, label: t('nav.promises') },
    { key: 'competencies', to: paths.competencies, label: t('nav.competencies') },
    { key: 'learning', to: paths.learning, label: t('nav.learning') },
    { key: 'settings', to: paths.settings, label: t('menu.settings') },
  ].filter((entry) => entry.label.toLocaleLowerCase().includes(typed));
  const found = search && typed ? (data?.people.edges ?? []).map(({ node }) => node) : [];
  const people: Entry[] = thanking
    ? []
    : found.map((node) => ({
        key: node.id,
        to: paths.person(node.id),
        label: node.name,
        note: node.title,
        person: node.id,
      }));
  const thanks: Entry[] = found
    .filter((node) => !node.isViewer && !node.hasLeft)
    .slice(0, thanking ? 8 : 2)
    .map((node) => ({
      key: `thank-${node.id}`,
      to: '',
      label: t('palette.thank', { name: node.name }),
      note: thanking ? node.title : '',
      act: () => thank(node.id),
    }));
  const anybody: Entry[] =
    thanking || t('palette.thankAnybody').toLocaleLowerCase().includes(typed)
      ? [{ key: 'thank', to: '', label: t('palette.thankAnybody'), act: () => thank() }]
      : [];
  const entries = thanking ? [...thanks, ...anybody] : [...people, ...thanks, ...pages, ...anybody];
  const current = entries[Math.min(active, entries.length - 1)];

  const go = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    if (entry.act) entry.act();
    else void navigate(entry.to);
  };

  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={600}
      padding={0}
      yOffset="10vh"
      lockScroll={false}
      classNames={{ inner: classes.inner ?? '', content: classes.content ?? '' }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t('palette.label')}>
        <Modal.Body>
      <TextInput
        data-autofocus
        size="lg"
        variant="unstyled"
        className={classes.field}
        leftSection={<IconSearch size={20} aria-hidden="true" />}
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.label')}
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={current ? `${list}-${current.key}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step && entries.length > 0) {
            event.preventDefault();
            setActive((Math.min(active, entries.length - 1) + step + entries.length) % entries.length);
          } else if (event.key === 'Enter') {
            event.preventDefault();
            go(current);
          }
        }}
      />
      <div id={list} role="listbox" aria-label={t('palette.label')} className={classes.list}>
        {entries.map((entry) => (
          <div
            key={entry.key}
            id={`${list}-${entry.key}`}
            role="option"
            aria-selected={entry === current}
            className={classes.entry}
            onPointerMove={() => setActive(entries.indexOf(entry))}
            onClick={() => go(entry)}
          >
            {entry.person ? <Face id={entry.person} name={entry.label} size="sm" /> : null}
            {entry.act ? (
              <span className={classes.sign} aria-hidden="true">
                <IconHeartHandshake size={18} stroke={1.7} />
              </span>
            ) : null}
            <span>
              {entry.label}
              {entry.note ? <span className={classes.note}>{entry.note}</span> : null}
            </span>
          </div>
        ))}
      </div>
      {entries.length === 0 ? <p className={classes.empty}>{t('palette.empty')}</p> : null}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
