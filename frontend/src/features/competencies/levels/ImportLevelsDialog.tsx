import { useTranslation } from 'react-i18next';
import { CsvImport } from '@/ui/CsvImport';
import { Dialog } from '@/ui/Dialog';
import { toast } from '@/ui/toast';
import { useImportPlacements } from './useLevels';

const COLUMNS = ['work_email', 'framework', 'track', 'level', 'starts_on'] as const;
const EXAMPLE = [
  COLUMNS,
  ['ann.lee@example.com', 'Engineering', 'Engineer', 'Senior', '2026-01-01'],
] as const;

/** The levels of many people from one table. */
export default function ImportLevelsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['competencies', 'imports']);
  const { run } = useImportPlacements();
  return (
    <Dialog opened onClose={onClose} title={t('levels.import')} size="lg">
      <CsvImport
        columns={COLUMNS.map((name) => ({ name, meaning: t(`levels.column.${name}`) }))}
        example={{ file: 'levels.csv', rows: EXAMPLE }}
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
