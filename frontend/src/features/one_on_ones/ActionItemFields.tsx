import { Radio, TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './one_on_ones.module.css';

export interface ActionItemDraft {
  body: string;
  ownerId: string;
  dueOn: string;
}

interface ActionItemFieldsProps {
  value: ActionItemDraft;
  change: (patch: Partial<ActionItemDraft>) => void;
  /** The two who may own it; the viewer first. */
  pair: { id: string; name: string }[];
  fieldError: (field: string) => string | undefined;
  autoFocus?: boolean;
  /** Asks for owner and day only when something is written. */
  unfolds?: boolean;
}

/** What is promised, by whom, until when. */
export function ActionItemFields({
  value,
  change,
  pair,
  fieldError,
  autoFocus,
  unfolds = false,
}: ActionItemFieldsProps) {
  const { t } = useTranslation('one_on_ones');
  return (
    <>
      <Textarea
        autosize
        minRows={1}
        maxRows={6}
        size="md"
        label={t('promises.body')}
        data-autofocus={autoFocus || undefined}
        value={value.body}
        onChange={(event) => change({ body: event.currentTarget.value })}
        error={fieldError('body')}
      />
      <div className={classes.fields} hidden={unfolds && !value.body.trim()}>
        <Radio.Group
          size="md"
          label={t('promises.owner')}
          value={value.ownerId}
          onChange={(ownerId) => change({ ownerId })}
          error={fieldError('ownerId')}
        >
          <div className={classes.head}>
            {pair.map((person, index) => (
              <Radio
                key={person.id}
                mt={8}
                value={person.id}
                label={index === 0 ? t('promises.me') : person.name}
              />
            ))}
          </div>
        </Radio.Group>
        <TextInput
          type="date"
          size="md"
          label={t('promises.due')}
          value={value.dueOn}
          onChange={(event) => change({ dueOn: event.currentTarget.value })}
          error={fieldError('dueOn')}
        />
      </div>
    </>
  );
}
