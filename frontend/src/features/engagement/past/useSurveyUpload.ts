import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Sends a table of answers to the server; gives its id there. */
export function useSurveyUpload() {
  const { t } = useTranslation('past_surveys');
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();

  async function upload(file: File): Promise<string | undefined> {
    setPending(true);
    setError(undefined);
    try {
      const response = await fetch('/uploads/survey', {
        method: 'POST',
        credentials: 'same-origin',
        headers: {
          'Content-Type': 'application/octet-stream',
          'X-File-Name': encodeURIComponent(file.name),
        },
        body: file,
      });
      const answer = (await response.json()) as { uploadId?: string; message?: string };
      if (response.ok && answer.uploadId) return answer.uploadId;
      setError(answer.message ?? t('failed'));
    } catch {
      setError(t('failed'));
    } finally {
      setPending(false);
    }
    return undefined;
  }

  return { upload, pending, error };
}
