import { CloseButton, Combobox, Loader, Pill, PillsInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import classes from '../development.module.css';

const GoalsToAlignTo = graphql(`
  query GoalsToAlignTo($search: String) {
    goalsToAlignTo(search: $search) {
      id
      title
      person {
        id
        name
      }
    }
  }
`);

export interface PickedGoal {
  id: string;
  title: string;
}

interface GoalPickerProps {
  label: string;
  description?: string;
  error?: string | undefined;
  value: PickedGoal | null;
  /** The goal itself, which cannot be its own parent. */
  except?: string | undefined;
  onChange: (goal: PickedGoal | null) => void;
}

/** Finds the goal that another one contributes to; everything works from the keyboard. */
export function GoalPicker({ label, description, error, value, except, onChange }: GoalPickerProps) {
  const { t } = useTranslation(['development', 'common']);
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 180);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [{ data, fetching, error: failed }] = useQuery({
    query: GoalsToAlignTo,
    variables: { search: search || null },
    pause: value !== null || !combobox.dropdownOpened,
  });
  const found = (data?.goalsToAlignTo ?? []).filter((goal) => goal.id !== except);

  return (
    <Combobox
      store={combobox}
      withinPortal
      onOptionSubmit={(id) => {
        const goal = found.find((one) => one.id === id);
        if (!goal) return;
        onChange({ id: goal.id, title: goal.title });
        setText('');
        combobox.closeDropdown();
      }}
    >
      <Combobox.DropdownTarget>
        <PillsInput
          label={label}
          description={description}
          error={error}
          onClick={() => combobox.openDropdown()}
        >
          <Pill.Group>
            {value ? (
              <span className={classes.pill}>
                <span>{value.title}</span>
                <CloseButton
                  size="sm"
                  aria-label={t('common:picker.remove', { name: value.title })}
                  onClick={() => onChange(null)}
                />
              </span>
            ) : null}
            <Combobox.EventsTarget>
              <PillsInput.Field
                value={text}
                hidden={value !== null}
                placeholder={t('parent.search')}
                aria-label={label}
                onBlur={() => combobox.closeDropdown()}
                onChange={(event) => {
                  setText(event.currentTarget.value);
                  combobox.openDropdown();
                  combobox.updateSelectedOptionIndex('active');
                }}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={value !== null}>
        <Combobox.Options aria-label={label} className={classes.options}>
          {found.map((goal) => (
            <Combobox.Option key={goal.id} value={goal.id}>
              <span className={classes.optionTitle}>{goal.title}</span>
              <span className={classes.hint}>{goal.person.name}</span>
            </Combobox.Option>
          ))}
          {found.length === 0 ? (
            <Combobox.Empty>
              {failed ? t('common:fault.unreachable') : fetching ? <Loader size="sm" /> : t('parent.nothing')}
            </Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
