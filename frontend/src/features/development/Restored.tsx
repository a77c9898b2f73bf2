import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Says that what stands in the fields was found on this device, and offers to forget it. */
export function Restored({ shown, onDiscard }: { shown: boolean; onDiscard: () => void }) {
  const { t } = useTranslation('common');
  if (!shown) return null;
  return (
    <span>
      {t('draft.restored')}{' '}
      <Button variant="subtle" size="compact-sm" onClick={onDiscard}>
        {t('draft.discard')}
      </Button>
    </span>
  );
}
