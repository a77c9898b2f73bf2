import { Button } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { type DragEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import classes from './company.module.css';
import { ImportPreview } from './ImportPreview';
import { useUpload } from './useUpload';

/** A file of people: choose it, see what it would do, do it. The file's id is in the address. */
export function ImportPeople() {
  const { t } = useTranslation('company');
  const [search, setSearch] = useSearchParams();
  const uploadId = search.get('upload');
  const { upload, pending, error } = useUpload();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const hint = useId();

  async function send(file: File | undefined) {
    if (!file) return;
    const id = await upload(file);
    if (id) setSearch({ upload: id });
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    void send(event.dataTransfer.files[0]);
  }

  return (
    <div className={classes.stack}>
      <div
        className={classes.drop}
        data-small={uploadId ? true : undefined}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {uploadId ? null : <IconFileUpload size={32} stroke={1.5} aria-hidden="true" />}
        <input
          ref={input}
          type="file"
          accept=".csv,.txt,text/csv"
          hidden
          aria-label={t('import.file')}
          onChange={(event) => {
            void send(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        <Button
          loading={pending}
          variant={uploadId ? 'default' : 'filled'}
          aria-describedby={uploadId ? undefined : hint}
          onClick={() => input.current?.click()}
        >
          {uploadId ? t('import.chooseOther') : t('import.choose')}
        </Button>
        {uploadId ? null : (
          <p id={hint} className={classes.hint}>
            {t('import.hint')}
          </p>
        )}
        <div role="alert" className={classes.error}>
          {error}
        </div>
      </div>
      {uploadId ? <ImportPreview uploadId={uploadId} done={() => setSearch({})} /> : null}
    </div>
  );
}
