import { CloseButton, Combobox, Loader, Pill, PillsInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import classes from './PersonPicker.module.css';

const PickSkills = graphql(`
  query PickSkills($search: String!) {
    skills(search: $search, first: 8) {
      edges {
        node {
          id
          name
          category
        }
      }
    }
  }
`);

export interface PickedSkill {
  id: string;
  name: string;
}

interface SkillPickerProps {
  label: string;
  description?: string;
  error?: string | undefined;
  value: PickedSkill[];
  onChange: (skills: PickedSkill[]) => void;
  /** How many at most; 1 unless told. */
  most?: number;
  required?: boolean;
  autoFocus?: boolean;
}

/** Finds skills of the catalogue as one types, also by a synonym; everything works from the keyboard. */
export function SkillPicker({
  label,
  description,
  error,
  value,
  onChange,
  most = 1,
  required = false,
  autoFocus = false,
}: SkillPickerProps) {
  const { t } = useTranslation('common');
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 180);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const full = value.length >= most;
  const [{ data, fetching, error: failed }] = useQuery({
    query: PickSkills,
    variables: { search },
    pause: full || search === '' || !combobox.dropdownOpened,
  });
  const picked = new Set(value.map((skill) => skill.id));
  const found = (data?.skills.edges ?? [])
    .map((edge) => edge.node)
    .filter((skill) => !picked.has(skill.id));

  const pick = (id: string) => {
    const skill = found.find((one) => one.id === id);
    if (!skill) return;
    onChange([...value, { id: skill.id, name: skill.name }]);
    setText('');
    if (value.length + 1 >= most) combobox.closeDropdown();
  };
  // An open list with nothing in it would swallow the first Escape of a dialog.
  const offer = () => {
    if (text.trim() !== '') combobox.openDropdown();
  };
  const drop = (id: string) => onChange(value.filter((skill) => skill.id !== id));

  return (
    <Combobox store={combobox} onOptionSubmit={pick} withinPortal>
      <Combobox.DropdownTarget>
        <PillsInput
          label={label}
          description={description}
          error={error}
          required={required}
          size="md"
          onClick={offer}
        >
          <Pill.Group>
            {value.map((skill) => (
              <span key={skill.id} className={classes.pill} data-plain>
                {skill.name}
                <CloseButton
                  size="sm"
                  aria-label={t('picker.remove', { name: skill.name })}
                  onClick={() => drop(skill.id)}
                />
              </span>
            ))}
            <Combobox.EventsTarget>
              <PillsInput.Field
                value={text}
                hidden={full}
                data-autofocus={autoFocus || undefined}
                placeholder={value.length === 0 ? t('picker.skill') : ''}
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
          {found.map((skill) => (
            <Combobox.Option key={skill.id} value={skill.id}>
              <span className={classes.name}>{skill.name}</span>
              {skill.category ? <span className={classes.title}>{skill.category}</span> : null}
            </Combobox.Option>
          ))}
          {found.length === 0 ? (
            <Combobox.Empty>
              {failed ? t('fault.unreachable') : fetching ? <Loader size="sm" /> : t('picker.noSkill')}
            </Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
