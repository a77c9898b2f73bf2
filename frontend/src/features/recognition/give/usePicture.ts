import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type UploadedFile, useFileUpload } from '@/lib/useFileUpload';

export const PICTURE_KINDS = 'image/png,image/jpeg,image/webp';

/** A picture that is sent as soon as it is chosen, and how it looks until it is given. */
export function usePicture(onSent: (picture: UploadedFile) => void) {
  const { t } = useTranslation('recognition');
  const { upload, pending, error, reset } = useFileUpload();
  const [preview, setPreview] = useState<string>();
  const [refused, setRefused] = useState<string>();

  async function send(file: File) {
    reset();
    setPreview(undefined);
    if (!PICTURE_KINDS.split(',').includes(file.type)) {
      setRefused(t('give.pictureKinds'));
      return;
    }
    setRefused(undefined);
    // The policy of the page lets pictures be data, not blobs.
    void asData(file).then(setPreview);
    const sent = await upload(file);
    if (sent) onSent(sent);
    else setPreview(undefined);
  }

  return { send, pending, preview, error: refused ?? error, forget: () => setPreview(undefined) };
}

function asData(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(file);
  });
}
