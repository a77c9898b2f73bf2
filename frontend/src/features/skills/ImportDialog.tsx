import { useTranslation } from 'react-i18next';
import { CsvImport } from '@/ui/CsvImport';
import { Dialog } from '@/ui/Dialog';
import { toast } from '@/ui/toast';
import { useImportSkills } from './useSkills';

/** Many skills at once, from a file; for HR. */
export default function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('skills');
  const load = useImportSkills();
  return (
    <Dialog opened onClose={onClose} title={t('import.title')} size="lg">
      <CsvImport
        columns={(['name', 'name_en', 'name_ru', 'synonyms', 'category', 'description'] as const).map(
          (name) => ({ name, meaning: t(`import.${name}`) }),
        )}
        example={{
          file: 'skills.csv',
          rows: [
            ['name', 'name_en', 'name_ru', 'synonyms', 'category', 'description'],
            ['Public speaking', '', t('import.exampleRussian'), 'Presenting|Talks', 'Communication', ''],
          ],
        }}
        run={async (csv, apply) => {
          const outcome = await load.run({ input: { csv, apply } });
          if (outcome.ok) return { report: outcome.data.report };
          return { problem: outcome.refusal?.message ?? outcome.fault };
        }}
        onDone={() => {
          toast(t('import.done'));
          onClose();
        }}
        onCancel={onClose}
      />
    </Dialog>
  );
}
