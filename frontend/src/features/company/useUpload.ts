import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export const LARGEST_FILE = 16 * 1024 * 1024;

/** Sends a file of people to the server, which keeps it for a day and answers its id. */
export function useUpload() {
  const { t } = useTranslation('company');
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();

  async function upload(file: File): Promise<string | undefined> {
    setError(undefined);
    if (file.size > LARGEST_FILE) {
      setError(t('import.tooLarge'));
      return undefined;
    }
    setPending(true);
    try {
      const response = await fetch('/uploads/people', {
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
      setError(answer.message ?? t('import.failed'));
    } catch {
      setError(t('import.unreachable'));
    } finally {
      setPending(false);
    }
    return undefined;
  }

  return { upload, pending, error };
}
