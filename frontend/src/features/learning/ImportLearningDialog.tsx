import { useTranslation } from 'react-i18next';
import { CsvImport } from '@/ui/CsvImport';
import { Dialog } from '@/ui/Dialog';
import { toast } from '@/ui/toast';
import { useImportLearning } from './useLearning';

const COLUMNS = [
  'title',
  'kind',
  'url',
  'provider',
  'language',
  'minutes',
  'description',
  'competencies',
  'skills',
  'retired',
] as const;
const EXAMPLE = [
  COLUMNS,
  [
    'Before a hard conversation',
    'article',
    'https://example.com/hard-conversation',
    'HR',
    'en',
    '20',
    'Five questions to answer for yourself, and one to open with.',
    'Communication: 2-4; Working with others',
    'Giving feedback',
    'no',
  ],
] as const;

/** The catalogue from a table. */
export default function ImportLearningDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['learning', 'imports']);
  const { run } = useImportLearning();
  return (
    <Dialog opened onClose={onClose} title={t('catalogue.import')} size="lg">
      <CsvImport
        columns={COLUMNS.map((name) => ({ name, meaning: t(`column.${name}`) }))}
        example={{ file: 'learning.csv', rows: EXAMPLE }}
        run={async (csv, apply) => {
          const outcome = await run({ input: { csv, apply } });
          return outcome.ok
            ? { report: outcome.data.report }
            : { problem: outcome.refusal?.message ?? outcome.fault };
        }}
        onDone={() => {
          toast(t('imports:done'));
          onClose();
        }}
        onCancel={onClose}
      />
    </Dialog>
  );
}
