import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export const LARGEST_FILE = 10 * 1024 * 1024;

/** What a file may be; the server looks into it and decides. */
export const FILE_KINDS =
  '.pdf,.png,.jpg,.jpeg,.webp,.txt,.csv,.md,.docx,.xlsx,.pptx,.odt,.ods,.odp';

export interface UploadedFile {
  id: string;
  name: string;
}

/** Sends a file to the server, which keeps it for whatever will claim it, and answers its id. */
export function useFileUpload() {
  const { t } = useTranslation('files');
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();

  async function upload(file: File): Promise<UploadedFile | undefined> {
    setError(undefined);
    if (file.size > LARGEST_FILE) {
      setError(t('tooLarge'));
      return undefined;
    }
    setPending(true);
    try {
      const response = await fetch('/uploads/file', {
        method: 'POST',
        credentials: 'same-origin',
        headers: {
          'Content-Type': 'application/octet-stream',
          'X-File-Name': encodeURIComponent(file.name),
        },
        body: file,
      });
      const answer = (await response.json()) as { fileId?: string; message?: string };
      if (response.ok && answer.fileId) return { id: answer.fileId, name: file.name };
      setError(answer.message ?? t('failed'));
    } catch {
      setError(t('unreachable'));
    } finally {
      setPending(false);
    }
    return undefined;
  }

  return { upload, pending, error, reset: () => setError(undefined) };
}

/** 1.4 MB, 830 kB: a file's size as one reads it. */
export function sizeText(bytes: number, locale: string): string {
  const mega = bytes >= 1_000_000;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: mega ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: mega ? 1 : 0,
  }).format(mega ? bytes / 1_000_000 : Math.max(1, bytes / 1000));
}
