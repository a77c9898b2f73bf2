import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import classes from './agenda.module.css';
import { type TemplatePoint, bare, useSaveTemplate } from './useTemplates';

interface TemplateFormProps {
  /** Which one is changed; null makes one. */
  template: { id: string; name: string; version: number } | null;
  points: readonly TemplatePoint[];
  onDone: () => void;
}

interface Row extends TemplatePoint {
  key: number;
}

/** An own template: its name and its points, one a line. */
export function TemplateForm({ template, points, onDone }: TemplateFormProps) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const label = useId();
  const save = useSaveTemplate();
  const [name, setName] = useState(template?.name ?? '');
  const [rows, setRows] = useState<Row[]>(() => points.map((point, key) => ({ ...bare(point), key })));
  const filled = rows.filter((row) => row.body.trim());
  const change = (key: number, patch: Partial<Row>) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...patch } : row)));

  const send = async () => {
    if (!name.trim() || filled.length === 0) return;
    const outcome = await save.run({
      input: {
        id: template?.id ?? null,
        version: template?.version ?? null,
        name: name.trim(),
        points: filled.map((row) => ({ body: row.body.trim(), recurring: row.recurring })),
      },
    });
    if (!outcome.ok) return;
    toast(t('templates.saved', { name: name.trim() }));
    onDone();
  };

  return (
    <Form onSubmit={() => void send()}>
      <TextInput
        size="md"
        data-autofocus
        label={t('templates.name')}
        description={t('templates.nameNote')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={save.fieldError('name')}
      />
      <div role="group" aria-labelledby={label}>
        <span id={label} className={classes.label}>
          {t('templates.points')}
        </span>
        <ul className={classes.rows}>
          {rows.map((row, index) => (
            <li key={row.key}>
              <TextInput
                size="md"
                className={classes.grow ?? ''}
                aria-label={t('templates.point', { number: index + 1 })}
                value={row.body}
                onChange={(event) => change(row.key, { body: event.currentTarget.value })}
              />
              <Checkbox
                size="md"
                label={t('points.recurring')}
                checked={row.recurring}
                onChange={(event) => change(row.key, { recurring: event.currentTarget.checked })}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size={40}
                aria-label={t('templates.remove', { number: index + 1 })}
                onClick={() => setRows(rows.filter((one) => one.key !== row.key))}
              >
                <IconTrash size={18} />
              </ActionIcon>
            </li>
          ))}
        </ul>
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={() => {
            const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
            setRows([...rows, { key, body: '', recurring: false }]);
          }}
        >
          {t('points.add')}
        </Button>
      </div>
      <FormError>{save.error('name')}</FormError>
      <FormActions>
        <Button variant="default" onClick={onDone}>
          {t('common:action.back')}
        </Button>
        <Button type="submit" loading={save.pending} disabled={!name.trim() || filled.length === 0}>
          {t('common:action.save')}
        </Button>
      </FormActions>
    </Form>
  );
}
