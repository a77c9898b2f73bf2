import { ActionIcon, Popover, Textarea, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAt, IconMoodSmile } from '@tabler/icons-react';
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, Suspense, lazy, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { Face } from '@/ui/Face';
import { LoadingState } from '@/ui/states';
import { type Asked, askedAt, likeliestFirst, withName } from './mentions';
import classes from './writing.module.css';

const EmojiPicker = lazy(() => import('./EmojiPicker'));

const PeopleToMention = graphql(`
  query PeopleToMention($search: String!) {
    people(search: $search, first: 6) {
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

export interface Mentionable {
  id: string;
  name: string;
}

interface WritingFieldProps {
  label: string;
  description?: string;
  error?: string | undefined;
  value: string;
  onChange: (text: string) => void;
  /** Everybody who was picked; who stands in the text in the end is mentioned. */
  picked: readonly Mentionable[];
  onPicked: (picked: Mentionable[]) => void;
  minRows?: number;
  required?: boolean;
  /** Takes the focus when the dialog around it opens. */
  autoFocus?: boolean;
  /** Takes the focus as soon as it is there. */
  focusNow?: boolean;
  /** More that can be put to it, at the left of its foot. */
  tools?: ReactNode;
  /** Somebody pastes a picture. */
  onPicture?: (file: File) => void;
}

/** Words in Markdown, with people found after an @ and emoji at hand. */
export function WritingField({
  label,
  description,
  error,
  value,
  onChange,
  picked,
  onPicked,
  minRows = 3,
  required = false,
  autoFocus = false,
  focusNow = false,
  tools,
  onPicture,
}: WritingFieldProps) {
  const { t } = useTranslation('recognition');
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [active, setActive] = useState(0);
  const [smiling, setSmiling] = useState(false);
  const [search] = useDebouncedValue(asked?.search ?? '', 150);
  const [{ data }] = useQuery({
    query: PeopleToMention,
    variables: { search },
    pause: asked === null || search === '',
  });
  const people = (data?.people.edges ?? []).map(({ node }) => node);
  const found =
    asked === null
      ? []
      : likeliestFirst(
          people.filter((one) => !one.hasLeft && !one.isViewer),
          asked.search,
        );
  const open = found.length > 0;
  const current = found[Math.min(active, found.length - 1)];

  function look(element: HTMLTextAreaElement) {
    const here = element.selectionStart === element.selectionEnd ? element.selectionStart : -1;
    setAsked(here < 0 ? null : askedAt(element.value, here));
  }

  /** Changes the text and puts the caret where it belongs afterwards. */
  function put(text: string, caret: number) {
    onChange(text);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(caret, caret);
    });
  }

  function insert(words: string) {
    const from = field.current?.selectionStart ?? value.length;
    const to = field.current?.selectionEnd ?? from;
    put(value.slice(0, from) + words + value.slice(to), from + words.length);
  }

  function mention(person: Mentionable | undefined) {
    if (!asked || !person) return;
    const { text, caret } = withName(value, asked, person.name);
    if (!picked.some((one) => one.id === person.id)) {
      onPicked([...picked, { id: person.id, name: person.name }]);
    }
    setAsked(null);
    put(text, caret);
  }

  function press(event: KeyboardEvent) {
    if (!open || event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setActive((Math.min(active, found.length - 1) + step + found.length) % found.length);
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      mention(current);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setAsked(null);
    }
  }

  function paste(event: ClipboardEvent) {
    const file = [...event.clipboardData.files].find((one) => one.type.startsWith('image/'));
    if (!file || !onPicture) return;
    event.preventDefault();
    onPicture(file);
  }

  return (
    <div className={classes.writing}>
      <Textarea
        ref={field}
        label={label}
        description={description}
        error={error}
        autosize
        minRows={minRows}
        maxRows={14}
        required={required}
        data-autofocus={autoFocus || undefined}
        autoFocus={focusNow}
        // The first Escape closes the list, not the dialog around it.
        data-mantine-stop-propagation={open || undefined}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={open ? `${id}-people` : undefined}
        aria-activedescendant={open && current ? `${id}-${current.id}` : undefined}
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value);
          setActive(0);
          look(event.currentTarget);
        }}
        onSelect={(event) => look(event.currentTarget)}
        onBlur={() => setAsked(null)}
        onKeyDown={press}
        onPaste={paste}
      />
      {open ? (
        <ul id={`${id}-people`} className={classes.people} role="listbox" aria-label={t('mention.people')}>
          {found.map((person, index) => (
            <li
              key={person.id}
              id={`${id}-${person.id}`}
              role="option"
              aria-selected={person === current}
              className={classes.person}
              onPointerMove={() => setActive(index)}
              // The field keeps the focus, and with it its caret.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => mention(person)}
            >
              <Face id={person.id} name={person.name} size="sm" />
              <span>
                {person.name}
                <span className={classes.title}>{person.title}</span>
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      <VisuallyHidden role="status">
        {open ? t('mention.found', { count: found.length }) : ''}
      </VisuallyHidden>
      <div className={classes.tools}>
        <Popover
          opened={smiling}
          onChange={setSmiling}
          position="bottom-start"
          withinPortal={false}
          trapFocus
          returnFocus
        >
          <Popover.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t('emoji')}
              onClick={() => setSmiling(!smiling)}
            >
              <IconMoodSmile size={20} stroke={1.7} />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown aria-label={t('emoji')}>
            <Suspense fallback={<LoadingState lines={1} height={120} />}>
              <EmojiPicker
                onPick={(emoji) => {
                  setSmiling(false);
                  // After the focus has come back to the button.
                  setTimeout(() => insert(emoji), 30);
                }}
              />
            </Suspense>
          </Popover.Dropdown>
        </Popover>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('mention')}
          onClick={() => {
            const before = value.slice(0, field.current?.selectionStart ?? value.length);
            insert(before === '' || /\s$/u.test(before) ? '@' : ' @');
          }}
        >
          <IconAt size={20} stroke={1.7} />
        </ActionIcon>
        {tools}
      </div>
    </div>
  );
}
