import { Button } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { type DragEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Mapping } from './Mapping';
import classes from './past.module.css';
import { useSurveyUpload } from './useSurveyUpload';

/** A survey of former times from a table: choose the file, say what its columns are, take it over. */
export function PastSurveys() {
  const { t } = useTranslation('past_surveys');
  const [search, setSearch] = useSearchParams();
  const uploadId = search.get('upload');
  const { upload, pending, error } = useSurveyUpload();
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
          aria-label={t('file')}
          onChange={(event) => {
            void send(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        <Button
          loading={pending}
          variant={uploadId ? 'default' : 'filled'}
          aria-describedby={hint}
          onClick={() => input.current?.click()}
        >
          {uploadId ? t('chooseOther') : t('choose')}
        </Button>
        <p id={hint} className={classes.hint}>
          {t('hint')}
        </p>
        <div role="alert" className={classes.error}>
          {error}
        </div>
      </div>
      {uploadId ? <Mapping key={uploadId} uploadId={uploadId} /> : null}
    </div>
  );
}
