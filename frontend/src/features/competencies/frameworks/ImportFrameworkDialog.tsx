import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { paths } from '@/lib/paths';
import { CsvImport } from '@/ui/CsvImport';
import { Dialog } from '@/ui/Dialog';
import { LocalizedField, NO_WORDS } from '@/ui/LocalizedField';
import { toast } from '@/ui/toast';
import classes from '../competencies.module.css';
import { isEmpty } from '../editor/form';
import { useImportFramework } from './useFrameworks';

/** The columns that need a word; names, descriptions and texts come in both languages. */
const COLUMNS = [
  'family_key',
  'competency_key',
  'track_key',
  'level_key',
  'names',
  'description',
  'leads_to',
  'expectation',
] as const;

const COLUMN_NAMES: Partial<Record<(typeof COLUMNS)[number], string>> = {
  names: 'family_en, family_ru, competency_en, …',
  description: 'description_en, description_ru',
  expectation: 'expectation_en, expectation_ru',
};

const EXAMPLE = [
  [
    'family_key',
    'family_en',
    'family_ru',
    'competency_key',
    'competency_en',
    'competency_ru',
    'description_en',
    'description_ru',
    'track_key',
    'track_en',
    'track_ru',
    'level_key',
    'level_en',
    'level_ru',
    'leads_to',
    'expectation_en',
    'expectation_ru',
  ],
  [
    'craft',
    'Craft',
    'Мастерство',
    'testing',
    'Testing',
    'Проверка работы',
    'Knowing that it works',
    'Знать, что оно работает',
    'engineer',
    'Engineer',
    'Инженер',
    'junior',
    'Junior',
    'Младший',
    '',
    'Checks own changes before handing them over.',
    'Проверяет свои изменения, прежде чем передать их дальше.',
  ],
] as const;

interface ImportFrameworkDialogProps {
  /** Into which framework's draft; a new framework where it is left out. */
  framework?: { id: string; version: number };
  onClose: () => void;
}

/** A framework from a table, one row a competency and level. It becomes a draft, and replaces one. */
export default function ImportFrameworkDialog({ framework, onClose }: ImportFrameworkDialogProps) {
  const { t } = useTranslation(['competencies', 'imports']);
  const navigate = useNavigate();
  const { run } = useImportFramework();
  const [names, setNames] = useState(NO_WORDS);
  // Not a state: it is read in the same moment in which it is known.
  const into = useRef(framework?.id);
  const columns = COLUMNS.map((name) => ({
    name: COLUMN_NAMES[name] ?? name,
    meaning: t(`importing.${name}`),
  }));
  return (
    <Dialog
      opened
      onClose={onClose}
      title={framework ? t('importing.into') : t('importing.title')}
      size="lg"
    >
      <div className={classes.stack}>
        {framework ? (
          <p className={classes.note}>{t('importing.intoHint')}</p>
        ) : (
          <LocalizedField label={t('create.names')} value={names} onChange={setNames} autoFocus />
        )}
        <CsvImport
          columns={columns}
          example={{ file: t('importing.file'), rows: EXAMPLE }}
          run={async (csv, apply) => {
            if (apply && !framework && isEmpty(names)) return { problem: t('importing.nameFirst') };
            const outcome = await run({
              input: {
                frameworkId: framework?.id ?? null,
                names: framework ? null : names,
                csv,
                apply,
                version: framework?.version ?? null,
              },
            });
            if (!outcome.ok) return { problem: outcome.refusal?.message ?? outcome.fault };
            if (outcome.data.framework) into.current = outcome.data.framework.id;
            return { report: outcome.data.report };
          }}
          onDone={() => {
            toast(t('imports:done'));
            onClose();
            if (into.current) void navigate(paths.frameworkPart(into.current, 'words'));
          }}
          onCancel={onClose}
        />
      </div>
    </Dialog>
  );
}
