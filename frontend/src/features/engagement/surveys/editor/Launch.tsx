import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays } from '@/lib/dates';
import { useDates } from '@/ui/dates';
import { FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import { LoadingState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { PromiseCard } from '../../shared/PromiseCard';
import { useSurveyNames } from '../../shared/names';
import { Losses } from '../Losses';
import classes from '../surveys.module.css';
import { useLaunchSurvey } from '../useSurveys';
import type { EditedSurvey } from './form';
import { usePreview } from './usePreview';
import type { SurveyFormState } from './useSurveyForm';

interface LaunchProps {
  editor: SurveyFormState;
  survey: EditedSurvey;
}

/** What is about to begin, in one look: who, what, when, what is promised, and what reports can tell. */
export function Launch({ editor, survey }: LaunchProps) {
  const { t } = useTranslation('surveys');
  const dates = useDates();
  const names = useSurveyNames();
  const launch = useLaunchSurvey();
  const { flush, facts, state, form } = editor;
  const preview = usePreview(survey.id, editor);
  const unsaved = state === 'saving' || state === 'kept' || editor.clash;
  const stops = facts.problems.length > 0;

  // What is launched is what is saved: send what is not.
  useEffect(() => {
    void flush();
  }, [flush]);

  const go = async () => {
    const outcome = await launch.run({ input: { surveyId: survey.id, version: facts.version } });
    if (outcome.ok) toast(t('launch.done'));
  };

  return (
    <div className={classes.stack}>
      {stops ? (
        <Section title={t('launch.before')}>
          <ul className={classes.problems}>
            {facts.problems.map((problem) => (
              <li key={problem}>
                <IconAlertTriangle size={18} stroke={1.7} aria-hidden="true" />
                {problem}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section title={t('launch.what')}>
        {preview ? (
          <>
            <dl className={classes.facts}>
              <div>
                <dt>{t('launch.people')}</dt>
                <dd>{t('people.count', { count: preview.people })}</dd>
              </div>
              <div>
                <dt>{t('launch.days')}</dt>
                <dd>
                  {t('wave.days', {
                    from: dates.date(form.startsOn),
                    until: dates.date(addDays(form.startsOn, form.openDays - 1)),
                  })}
                </dd>
              </div>
              <div>
                <dt>{t('days.rhythm')}</dt>
                <dd>{t(`rhythm.${form.rhythm}`)}</dd>
              </div>
              <div>
                <dt>{t('launch.first')}</dt>
                <dd>{t('questions.count', { count: preview.firstQuestions.length })}</dd>
              </div>
            </dl>
            {preview.overAsked > 0 ? (
              <p className={classes.hint}>{t('people.overAsked', { count: preview.overAsked })}</p>
            ) : null}
            <details className={classes.details}>
              <summary>{t('launch.showFirst')}</summary>
              <ol className={classes.numbered}>
                {preview.firstQuestions.map((question) => (
                  <li key={question.id}>
                    {question.text} <span className={classes.note}>{names.questionKind(question.kind)}</span>
                  </li>
                ))}
              </ol>
            </details>
          </>
        ) : (
          <LoadingState lines={2} height={48} />
        )}
      </Section>
      {preview && form.segments.length > 0 ? (
        <Section title={t('losses.title')}>
          <p className={classes.hint}>
            {t('losses.lead', { least: form.scoreGroup })}{' '}
            {t('losses.combinations', {
              kept: preview.combinationsKept,
              all: preview.combinations,
              smallest: preview.smallest,
            })}
          </p>
          <Losses losses={preview.losses} />
        </Section>
      ) : null}
      <Section title={t('launch.promise')}>
        <p className={classes.hint}>{t('launch.promiseNote')}</p>
        <PromiseCard promise={facts.promise} />
      </Section>
      <FormError>{launch.error()}</FormError>
      <div className={classes.buttons}>
        <Button
          size="md"
          loading={launch.pending}
          disabled={stops || unsaved}
          onClick={() => void go()}
        >
          {t('launch.go')}
        </Button>
        <span className={classes.hint}>
          {t(stops ? 'launch.mend' : unsaved ? 'launch.unsaved' : 'launch.goNote')}
        </span>
      </div>
    </div>
  );
}
