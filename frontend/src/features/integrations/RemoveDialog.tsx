import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import { FormActions, FormError } from '@/ui/Form';
import { Stack } from '@/ui/Stack';
import classes from './integrations.module.css';

interface RemoveDialogProps {
  name: string;
  error: string | undefined;
  pending: boolean;
  onRemove: () => void;
  onClose: () => void;
}

/** Asks before an integration and its log are gone for good. */
export function RemoveDialog({ name, error, pending, onRemove, onClose }: RemoveDialogProps) {
  const { t } = useTranslation(['integrations', 'common']);
  return (
    <Dialog opened onClose={onClose} title={t('remove.title', { name })} size="sm">
      <Stack>
        <p className={classes.text}>{t('remove.text')}</p>
        <FormError>{error}</FormError>
        <FormActions>
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button color="red" loading={pending} onClick={onRemove}>
            {t('remove')}
          </Button>
        </FormActions>
      </Stack>
    </Dialog>
  );
}
