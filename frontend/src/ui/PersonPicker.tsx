import { CloseButton, Combobox, Loader, Pill, PillsInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { Face } from './Face';
import classes from './PersonPicker.module.css';

const PickPeople = graphql(`
  query PickPeople($search: String!) {
    people(search: $search, first: 7) {
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

export interface PickedPerson {
  id: string;
  name: string;
}

interface PersonPickerProps {
  label: string;
  description?: string;
  error?: string | undefined;
  value: PickedPerson[];
  onChange: (people: PickedPerson[]) => void;
  /** How many at most; 1 unless told. */
  most?: number;
  /** Whether the viewer may be picked. */
  withMe?: boolean;
  required?: boolean;
  autoFocus?: boolean;
  /** As the fields around it. */
  size?: 'sm' | 'md';
}

/** Finds people by name as one types; everything works from the keyboard. */
export function PersonPicker({
  label,
  description,
  error,
  value,
  onChange,
  most = 1,
  withMe = false,
  required = false,
  autoFocus = false,
  size = 'md',
}: PersonPickerProps) {
  const { t } = useTranslation('common');
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 180);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const full = value.length >= most;
  const [{ data, fetching, error: failed }] = useQuery({
    query: PickPeople,
    variables: { search },
    pause: full || search === '' || !combobox.dropdownOpened,
  });

  const picked = new Set(value.map((person) => person.id));
  const found = (data?.people.edges ?? [])
    .map((edge) => edge.node)
    .filter((person) => !person.hasLeft && !picked.has(person.id) && (withMe || !person.isViewer));

  const pick = (id: string) => {
    const person = found.find((one) => one.id === id);
    if (!person) return;
    onChange([...value, { id: person.id, name: person.name }]);
    setText('');
    if (value.length + 1 >= most) combobox.closeDropdown();
  };
  // An open list with nothing in it would swallow the first Escape of a dialog.
  const offer = () => {
    if (text.trim() !== '') combobox.openDropdown();
  };
  const drop = (id: string) => onChange(value.filter((person) => person.id !== id));

  return (
    <Combobox store={combobox} onOptionSubmit={pick} withinPortal>
      <Combobox.DropdownTarget>
        <PillsInput
          label={label}
          description={description}
          error={error}
          required={required}
          size={size}
          onClick={offer}
        >
          <Pill.Group>
            {value.map((person) => (
              <span key={person.id} className={classes.pill}>
                <Face id={person.id} name={person.name} size="sm" />
                {person.name}
                <CloseButton
                  size="sm"
                  aria-label={t('picker.remove', { name: person.name })}
                  onClick={() => drop(person.id)}
                />
              </span>
            ))}
            <Combobox.EventsTarget>
              <PillsInput.Field
                value={text}
                hidden={full}
                data-autofocus={autoFocus || undefined}
                placeholder={value.length === 0 ? t('picker.placeholder') : ''}
                aria-label={label}
                aria-required={required || undefined}
                onFocus={offer}
                onBlur={() => combobox.closeDropdown()}
                onChange={(event) => {
                  setText(event.currentTarget.value);
                  combobox.openDropdown();
                  combobox.updateSelectedOptionIndex('active');
                }}
                onKeyDown={(event) => {
                  const last = value.at(-1);
                  if (event.key === 'Backspace' && text === '' && last) drop(last.id);
                }}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={full || text.trim() === ''}>
        <Combobox.Options aria-label={label} className={classes.options}>
          {found.map((person) => (
            <Combobox.Option key={person.id} value={person.id}>
              <span className={classes.option}>
                <Face id={person.id} name={person.name} size="sm" />
                <span>
                  <span className={classes.name}>{person.name}</span>
                  <span className={classes.title}>{person.title}</span>
                </span>
              </span>
            </Combobox.Option>
          ))}
          {found.length === 0 ? (
            <Combobox.Empty>
              {failed ? t('fault.unreachable') : fetching ? <Loader size="sm" /> : t('picker.nobody')}
            </Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
