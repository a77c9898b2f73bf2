import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { List } from '@/ui/List';
import { PersonName } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { PromiseCard } from '../shared/PromiseCard';
import { useSurveyNames } from '../shared/names';
import { ConfirmDialog } from './ConfirmDialog';
import { SurveyMark } from './Marks';
import { WaveLine } from './WaveLine';
import classes from './surveys.module.css';
import { useCopySurvey, useEndSurvey } from './useSurveys';

export const RunningFragment = graphql(`
  fragment Running_survey on Survey {
    id
    version
    state
    source
    rhythm
    readers
    segments
    scoreGroup
    wordGroup
    keepDays
    launchedAt
    endedAt
    intro
    canEdit
    owner {
      id
      ...PersonLine_person
    }
    promise {
      sentences
      hash
    }
    questions {
      id
      text
      kind
      echo
      outcome
      driver {
        id
        name
      }
    }
    waves {
      id
      number
      ...WaveLine_wave
    }
  }
`);

/** A survey that has begun: its waves and how they go, what was promised, what is asked. */
export function Running({ survey: masked }: { survey: FragmentType<typeof RunningFragment> }) {
  const { t } = useTranslation('surveys');
  const survey = unmask(RunningFragment, masked);
  const names = useSurveyNames();
  const dates = useDates();
  const navigate = useNavigate();
  const copy = useCopySurvey();
  const end = useEndSurvey();
  const [ending, setEnding] = useState(false);
  const asked = survey.source === 'ASKED';
  const waves = survey.waves.toSorted((one, other) => other.number - one.number);

  const copyIt = async () => {
    const outcome = await copy.run({ input: { surveyId: survey.id } });
    if (!outcome.ok) return toast(outcome.refusal?.message ?? outcome.fault ?? '');
    toast(t('copy.done'));
    await navigate(paths.survey(outcome.data.survey.id));
  };
  const endIt = async () => {
    const outcome = await end.run({ input: { surveyId: survey.id, version: survey.version } });
    if (!outcome.ok) return;
    setEnding(false);
    toast(t('end.done'));
  };

  return (
    <div className={classes.stack}>
      <Section title={t('wave.title')} aside={<SurveyMark state={survey.state} />}>
        {waves.length > 0 ? (
          <List label={t('wave.title')}>
            {waves.map((wave) => (
              <WaveLine key={wave.id} wave={wave} />
            ))}
          </List>
        ) : (
          <p className={classes.hint}>{t('wave.none')}</p>
        )}
        {survey.canEdit && asked ? (
          <div className={classes.buttons}>
            <Button variant="default" loading={copy.pending} onClick={() => void copyIt()}>
              {t('copy.action')}
            </Button>
            {survey.state === 'LAUNCHED' && survey.rhythm !== 'ONCE' ? (
              <Button variant="subtle" color="red" onClick={() => setEnding(true)}>
                {t('end.action')}
              </Button>
            ) : null}
          </div>
        ) : null}
      </Section>
      <Section title={t('about.title')} look="card">
        {survey.intro ? <p className={classes.intro}>{survey.intro}</p> : null}
        <dl className={classes.facts}>
          <div>
            <dt>{t('days.rhythm')}</dt>
            <dd>{asked ? t(`rhythm.${survey.rhythm}`) : t('list.imported')}</dd>
          </div>
          <div>
            <dt>{t('groups.segments')}</dt>
            <dd>
              {survey.segments.map((kind) => names.segment(kind)).join(', ') || t('groups.noneShort')}
            </dd>
          </div>
          <div>
            <dt>{t('groups.fewest')}</dt>
            <dd>{t('about.fewest', { scores: survey.scoreGroup, words: survey.wordGroup })}</dd>
          </div>
          <div>
            <dt>{t('groups.readers')}</dt>
            <dd>{names.readers(survey.readers)}</dd>
          </div>
          <div>
            <dt>{t('groups.keep')}</dt>
            <dd>
              {survey.keepDays === 0
                ? t('groups.keepNone')
                : t('groups.keepDays', { count: survey.keepDays })}
            </dd>
          </div>
          <div>
            <dt>{t('about.owner')}</dt>
            <dd>
              <PersonName person={survey.owner} />
            </dd>
          </div>
          {survey.launchedAt ? (
            <div>
              <dt>{t('about.launched')}</dt>
              <dd>{dates.shortDay(survey.launchedAt)}</dd>
            </div>
          ) : null}
          {survey.endedAt ? (
            <div>
              <dt>{t('about.ended')}</dt>
              <dd>{dates.shortDay(survey.endedAt)}</dd>
            </div>
          ) : null}
        </dl>
      </Section>
      {asked ? <PromiseCard promise={survey.promise} /> : null}
      <Section title={t('part.questions')}>
        <List label={t('part.questions')}>
          {survey.questions.map((question, index) => (
            <li key={question.id} className={classes.question}>
              <span className={classes.number}>{index + 1}</span>
              <span className={classes.grow}>
                <span className={classes.name}>{question.text}</span>
                <span className={classes.note}>
                  {[
                    names.questionKind(question.kind),
                    question.driver?.name ?? '',
                    question.outcome ? t('questions.outcome') : '',
                    question.echo ? t('questions.echo') : '',
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
            </li>
          ))}
        </List>
      </Section>
      {ending ? (
        <ConfirmDialog
          title={t('end.title')}
          text={t('end.text')}
          action={t('end.action')}
          pending={end.pending}
          error={end.error()}
          onConfirm={() => void endIt()}
          onClose={() => setEnding(false)}
        />
      ) : null}
    </div>
  );
}
