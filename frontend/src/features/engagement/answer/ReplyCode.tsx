import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { toast } from '@/ui/toast';
import classes from './answer.module.css';

/** A code that finds replies, to be written down or copied. */
export function ReplyCode({ code }: { code: string }) {
  const { t } = useTranslation('answering');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      toast(t('replies.copied'));
    } catch {
      toast(t('replies.notCopied'));
    }
  };
  return (
    <span className={classes.codeLine}>
      <code className={classes.code}>{code}</code>
      <Button variant="default" onClick={() => void copy()}>
        {t('replies.copy')}
      </Button>
    </span>
  );
}
