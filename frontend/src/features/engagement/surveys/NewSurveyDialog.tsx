import { Button } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { addDays, calendarDate } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { useDates } from '@/ui/dates';
import { Form, FormActions, FormError } from '@/ui/Form';
import { LocalizedField, NO_WORDS } from '@/ui/LocalizedField';
import { STARTS, newSurvey } from './editor/form';
import classes from './surveys.module.css';
import { useCreateSurvey } from './useSurveys';

/** A survey begins with a name and how often it is asked; everything can be changed until it is launched. */
export default function NewSurveyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['surveys', 'common']);
  const { zone } = useDates();
  const navigate = useNavigate();
  const group = useId();
  const create = useCreateSurvey();
  const draft = useDraft('surveys.new', { titles: NO_WORDS, start: 'once' as (typeof STARTS)[number] });
  const { titles, start } = draft.value;
  const wordless = !titles.en.trim() && !titles.ru.trim();

  const send = async () => {
    if (wordless) return;
    const startsOn = addDays(calendarDate(new Date(), zone), 7);
    const outcome = await create.run({ input: newSurvey(titles, start, startsOn) });
    if (!outcome.ok) return;
    draft.clear();
    await navigate(paths.surveyPart(outcome.data.survey.id, 'questions'));
  };

  return (
    <Dialog opened onClose={onClose} title={t('new.title')} size="lg">
      <Form onSubmit={() => void send()}>
        <LocalizedField
          label={t('field.title')}
          description={t('field.titleNote')}
          value={titles}
          onChange={(value) => draft.change({ titles: value })}
          error={create.fieldError('titles')}
          autoFocus
        />
        <fieldset className={classes.group}>
          <legend className={classes.legend}>{t('new.kind')}</legend>
          <div className={classes.cards}>
            {STARTS.map((one) => (
              <label key={one} className={classes.choice}>
                <input
                  type="radio"
                  name={group}
                  value={one}
                  checked={one === start}
                  onChange={() => draft.change({ start: one })}
                />
                <span className={classes.name}>{t(`new.${one}`)}</span>
                <span className={classes.note}>{t(`new.${one}Note`)}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <FormError>{create.error('titles')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={create.pending} disabled={wordless}>
            {t('new.create')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
