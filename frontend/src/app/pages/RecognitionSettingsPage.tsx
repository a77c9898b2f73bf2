import { useTranslation } from 'react-i18next';
import { Tabs } from '@/features/recognition/Tabs';
import { SettingsForm } from '@/features/choices/SettingsForm';
import { ValuesEditor } from '@/features/choices/ValuesEditor';
import { useViewer } from '@/lib/session';
import { PageHeader } from '@/ui/PageHeader';
import { Stack } from '@/ui/Stack';
import { NotThere } from '@/ui/states';

/** What the company holds to, and how it wants to thank; for HR. */
export default function RecognitionSettingsPage() {
  const { t } = useTranslation('values');
  const { isHr } = useViewer();
  return (
    <>
      <PageHeader title={t('page')} {...(isHr ? { lead: t('pageLead') } : {})} />
      <Tabs />
      {isHr ? (
        <Stack gap={32}>
          <ValuesEditor />
          <SettingsForm />
        </Stack>
      ) : (
        <NotThere />
      )}
    </>
  );
}
