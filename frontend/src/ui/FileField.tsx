import { Button, CloseButton } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FILE_KINDS, type UploadedFile, useFileUpload } from '@/lib/useFileUpload';
import classes from './FileField.module.css';

interface FileFieldProps {
  label: string;
  /** The file that is there now. */
  value: UploadedFile | null;
  onChange: (file: UploadedFile | null) => void;
  error?: string | undefined;
  /** Endings of what may be chosen, where it is less than the server takes. */
  kinds?: string;
  /** What may be chosen, in words. */
  hint?: string;
}

/** One file, sent as soon as it is chosen; whoever shows the field claims it by its id. */
export function FileField({
  label,
  value,
  onChange,
  error,
  kinds = FILE_KINDS,
  hint,
}: FileFieldProps) {
  const { t } = useTranslation(['files', 'common']);
  const { upload, pending, error: failed } = useFileUpload();
  const input = useRef<HTMLInputElement>(null);
  const id = useId();

  async function send(file: File | undefined) {
    const sent = file ? await upload(file) : undefined;
    if (sent) onChange(sent);
  }

  return (
    <div className={classes.field} role="group" aria-labelledby={`${id}-label`}>
      <span id={`${id}-label`} className={classes.label}>
        {label}
      </span>
      <input
        ref={input}
        type="file"
        hidden
        accept={kinds}
        aria-label={label}
        onChange={(event) => {
          void send(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <div className={classes.row}>
        {value ? (
          <span className={classes.file}>
            <IconPaperclip size={16} aria-hidden="true" />
            <span className={classes.name}>{value.name}</span>
            <CloseButton
              aria-label={t('files:remove', { name: value.name })}
              onClick={() => onChange(null)}
            />
          </span>
        ) : null}
        <Button
          variant="default"
          loading={pending}
          aria-describedby={`${id}-hint`}
          onClick={() => input.current?.click()}
        >
          {value ? t('files:chooseOther') : t('files:choose')}
        </Button>
      </div>
      <p id={`${id}-hint`} className={classes.hint}>
        {hint ?? t('files:hint')}
      </p>
      <div role="alert" className={classes.error}>
        {failed ?? error}
      </div>
    </div>
  );
}
