import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FormActions } from '@/ui/Form';
import { Stack } from '@/ui/Stack';
import { toast } from '@/ui/toast';
import classes from './integrations.module.css';

/** A secret that is told this once, to be copied. */
export function Secret({ secret, lead, onClose }: { secret: string; lead: string; onClose: () => void }) {
  const { t } = useTranslation(['integrations', 'common']);
  return (
    <Stack>
      <p className={classes.text}>{lead}</p>
      <code className={classes.secret}>{secret}</code>
      <FormActions>
        <Button
          data-autofocus
          onClick={() =>
            void navigator.clipboard.writeText(secret).then(() => toast(t('secret.copied')))
          }
        >
          {t('common:action.copy')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('secret.noted')}
        </Button>
      </FormActions>
    </Stack>
  );
}
