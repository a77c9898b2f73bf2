import { CloseButton, Loader, TextInput } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { UploadedFile } from '@/lib/useFileUpload';
import classes from './give.module.css';

interface PictureFieldProps {
  picture: UploadedFile | null;
  /** What it looks like, while the page that sent it is open. */
  preview: string | undefined;
  pending: boolean;
  alt: string;
  error: string | undefined;
  onAlt: (alt: string) => void;
  onRemove: () => void;
}

/** The picture that goes with the words, and what is on it for those who do not see it. */
export function PictureField({ picture, preview, pending, alt, error, onAlt, onRemove }: PictureFieldProps) {
  const { t } = useTranslation(['recognition', 'files']);
  return (
    <>
      <div role="alert" className={classes.error}>
        {error}
      </div>
      {picture || pending ? (
        <div className={classes.picture}>
          {preview ? (
            <img className={classes.thumb} src={preview} alt="" />
          ) : (
            <span className={classes.thumb}>
              {pending ? <Loader size="sm" /> : <IconPhoto size={24} stroke={1.5} aria-hidden="true" />}
            </span>
          )}
          <TextInput
            className={classes.alt ?? ''}
            label={t('give.alt')}
            description={t('give.altHint')}
            maxLength={300}
            value={alt}
            onChange={(event) => onAlt(event.currentTarget.value)}
          />
          {picture ? (
            <CloseButton aria-label={t('files:remove', { name: picture.name })} onClick={onRemove} />
          ) : null}
        </div>
      ) : null}
    </>
  );
}
