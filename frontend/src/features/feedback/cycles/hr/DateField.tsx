import { TextInput } from '@mantine/core';
import { useState } from 'react';

interface DateFieldProps {
  label: string;
  'aria-label'?: string;
  description?: string | undefined;
  value: string;
  onChange: (date: string) => void;
  error?: string | undefined;
  mt?: number;
}

/** A date that has to be there: what is typed may be none for a moment, and then nothing changes. */
export function DateField({ value, onChange, ...field }: DateFieldProps) {
  const [empty, setEmpty] = useState(false);
  return (
    <TextInput
      {...field}
      type="date"
      size="md"
      value={empty ? '' : value}
      onChange={(event) => {
        const date = event.currentTarget.value;
        setEmpty(date === '');
        if (date) onChange(date);
      }}
      onBlur={() => setEmpty(false)}
    />
  );
}
