import { useTranslation } from 'react-i18next';
import { LocalizedField } from '@/ui/LocalizedField';
import classes from '../surveys.module.css';
import type { SurveyFormState } from './useSurveyForm';

/** What it is called and what those who are asked read first. */
export function Basics({ editor }: { editor: SurveyFormState }) {
  const { t } = useTranslation('surveys');
  const { form, change, fieldError } = editor;
  return (
    <div className={classes.fields}>
      <LocalizedField
        label={t('field.title')}
        description={t('field.titleNote')}
        value={form.titles}
        onChange={(titles) => change({ titles })}
        error={fieldError('titles')}
      />
      <LocalizedField
        label={t('field.intro')}
        description={t('field.introNote')}
        value={form.intros}
        onChange={(intros) => change({ intros })}
        error={fieldError('intros')}
        lines={3}
      />
    </div>
  );
}
