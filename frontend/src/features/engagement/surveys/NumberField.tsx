import { TextInput } from '@mantine/core';
import { useState } from 'react';

interface NumberFieldProps {
  label: string;
  description?: string;
  value: number;
  onChange: (value: number) => void;
  min: number;
  max: number;
  error?: string | undefined;
}

/** A whole number within its limits; while what is typed is none, nothing changes. */
export function NumberField({ value, onChange, min, max, ...field }: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      {...field}
      type="number"
      inputMode="numeric"
      size="md"
      min={min}
      max={max}
      value={typed ?? String(value)}
      onChange={(event) => {
        const text = event.currentTarget.value;
        const next = Number(text);
        const sound = text !== '' && Number.isInteger(next) && next >= min && next <= max;
        setTyped(sound ? null : text);
        if (sound) onChange(next);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
