import { CloseButton, Combobox, Loader, Pill, PillsInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Picker.module.css';

export interface Picked {
  id: string;
  name: string;
}

export interface PickerProps {
  label: string;
  description?: string;
  error?: string | undefined;
  value: Picked[];
  onChange: (picked: Picked[]) => void;
  /** How many at most; 1 unless told. */
  most?: number;
  required?: boolean;
  autoFocus?: boolean;
  /** As the fields around it. */
  size?: 'sm' | 'md';
}

interface LookingProps<Item extends Picked> extends PickerProps {
  /** A hook: what is found for some letters; nothing is looked for while it pauses. */
  useFound: (search: string, pause: boolean) => { found: readonly Item[]; fetching: boolean; failed: boolean };
  /** Whether one of those found may be picked; all of them unless told. */
  keep?: (item: Item) => boolean;
  /** Shown before the name of what was picked. */
  before?: (picked: Picked) => ReactNode;
  /** One of those found, in the list. */
  option: (item: Item) => ReactNode;
  placeholder: string;
  /** Said where nothing is found. */
  nothing: string;
}

/** Finds things by name as one types; everything works from the keyboard. */
export function Picker<Item extends Picked>({
  label,
  description,
  error,
  value,
  onChange,
  most = 1,
  required = false,
  autoFocus = false,
  size = 'md',
  useFound,
  keep,
  before,
  option,
  placeholder,
  nothing,
}: LookingProps<Item>) {
  const { t } = useTranslation('common');
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 180);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const full = value.length >= most;
  const { found: all, fetching, failed } = useFound(search, full || search === '' || !combobox.dropdownOpened);
  const picked = new Set(value.map((one) => one.id));
  const found = all.filter((one) => !picked.has(one.id) && (keep?.(one) ?? true));

  const pick = (id: string) => {
    const item = found.find((one) => one.id === id);
    if (!item) return;
    onChange([...value, { id: item.id, name: item.name }]);
    setText('');
    if (value.length + 1 >= most) combobox.closeDropdown();
  };
  // An open list with nothing in it would swallow the first Escape of a dialog.
  const offer = () => {
    if (text.trim() !== '') combobox.openDropdown();
  };
  const drop = (id: string) => onChange(value.filter((one) => one.id !== id));

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
            {value.map((one) => (
              <span key={one.id} className={classes.pill} data-plain={before ? undefined : true}>
                {before?.(one)}
                {one.name}
                <CloseButton
                  size="sm"
                  aria-label={t('picker.remove', { name: one.name })}
                  onClick={() => drop(one.id)}
                />
              </span>
            ))}
            <Combobox.EventsTarget>
              <PillsInput.Field
                value={text}
                hidden={full}
                data-autofocus={autoFocus || undefined}
                placeholder={value.length === 0 ? placeholder : ''}
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
          {found.map((item) => (
            <Combobox.Option key={item.id} value={item.id}>
              {option(item)}
            </Combobox.Option>
          ))}
          {found.length === 0 ? (
            <Combobox.Empty>
              {failed ? t('fault.unreachable') : fetching ? <Loader size="sm" /> : nothing}
            </Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
