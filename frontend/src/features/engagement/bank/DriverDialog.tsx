import { Button, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { LocalizedField, NO_WORDS } from '@/ui/LocalizedField';
import { toast } from '@/ui/toast';
import type { Driver } from './Drivers';
import { useSaveDriver } from './useBank';

/** A theme, new or changed; put away, it is offered for no further question. */
export default function DriverDialog({ driver, onClose }: { driver: Driver | null; onClose: () => void }) {
  const { t } = useTranslation(['surveys', 'common']);
  const save = useSaveDriver();
  const draft = useDraft(`surveys.driver:${driver?.id ?? 'new'}:${driver?.version ?? 0}`, {
    names: driver ? { en: driver.names.en, ru: driver.names.ru } : NO_WORDS,
    descriptions: driver ? { en: driver.descriptions.en, ru: driver.descriptions.ru } : NO_WORDS,
    retired: false,
  });
  const { names, descriptions, retired } = draft.value;
  const wordless = !names.en.trim() && !names.ru.trim();

  const send = async () => {
    if (wordless) return;
    const outcome = await save.run({
      input: {
        driverId: driver?.id ?? null,
        version: driver?.version ?? null,
        names,
        descriptions,
        retired,
      },
    });
    if (!outcome.ok) return;
    draft.clear();
    toast(t('bank.saved'));
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={t(driver ? 'driver.edit' : 'driver.new')} size="lg">
      <Form onSubmit={() => void send()}>
        <LocalizedField
          label={t('driver.name')}
          value={names}
          onChange={(value) => draft.change({ names: value })}
          error={save.fieldError('names')}
          autoFocus
        />
        <LocalizedField
          label={t('driver.description')}
          value={descriptions}
          onChange={(value) => draft.change({ descriptions: value })}
          error={save.fieldError('descriptions')}
          lines={2}
        />
        {driver ? (
          <Switch
            size="md"
            label={t('driver.retire')}
            description={t('driver.retireNote')}
            checked={retired}
            onChange={(event) => draft.change({ retired: event.currentTarget.checked })}
          />
        ) : null}
        <FormError>{save.error('names', 'descriptions')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={save.pending} disabled={wordless}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
