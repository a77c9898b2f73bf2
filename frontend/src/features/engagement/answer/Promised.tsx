import { Button, VisuallyHidden } from '@mantine/core';
import { IconClock, IconListNumbers, IconCalendar } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentType } from '@/gql';
import { lastMomentOf } from '@/lib/dates';
import { useDates } from '@/ui/dates';
import { FormError } from '@/ui/Form';
import { PromiseCard } from '../shared/PromiseCard';
import { useSurveyNames } from '../shared/names';
import { Answered } from './Answered';
import type { AnsweringFragment } from './Answering';
import classes from './answer.module.css';
import type { Given, Question } from './form';
import { KeyMark } from './KeyMark';

interface PromisedProps {
  invitation: DocumentType<typeof AnsweringFragment>;
  given: Given;
  /** What was chosen by the link one came with. */
  chosen: Question | null;
  begun: boolean;
  /** Whether what is begun was found on this device. */
  restored: boolean;
  pending: boolean;
  error: string | undefined;
  onBegin: () => void;
  onAfresh: () => void;
}

/** What is promised, before the first question: word for word, and what the ballot says of its sender. */
export function Promised({
  invitation,
  given,
  chosen,
  begun,
  restored,
  pending,
  error,
  onBegin,
  onAfresh,
}: PromisedProps) {
  const { t } = useTranslation('answering');
  const dates = useDates();
  const names = useSurveyNames();
  const heading = useId();
  const { questions, seconds } = invitation;
  const until = lastMomentOf(invitation.endsAt);
  return (
    <section className={classes.page} aria-labelledby={heading}>
      <VisuallyHidden component="h2" id={heading}>
        {t('promised.label')}
      </VisuallyHidden>
      {invitation.intro ? <p className={classes.intro}>{invitation.intro}</p> : null}
      <ul className={classes.facts}>
        <li>
          <IconListNumbers size={18} stroke={1.7} aria-hidden="true" />
          {t('promised.questions', { count: questions.length })}
        </li>
        <li>
          <IconClock size={18} stroke={1.7} aria-hidden="true" />
          {seconds < 60
            ? t('promised.underMinute')
            : t('promised.minutes', { count: Math.max(1, Math.round(seconds / 60)) })}
        </li>
        <li>
          <IconCalendar size={18} stroke={1.7} aria-hidden="true" />
          {t('promised.until', { date: `${dates.shortDay(until)}, ${dates.time(until)}` })}
        </li>
      </ul>
      {chosen ? (
        <div className={classes.chosen} role="status">
          <span className={classes.quiet}>{chosen.text}</span>
          <strong>
            <Answered question={chosen} given={given} />
          </strong>
          <span className={classes.small}>{t('promised.chosen')}</span>
        </div>
      ) : null}
      <PromiseCard promise={invitation.promise} />
      <div className={classes.told}>
        <h3 className={classes.toldTitle}>{t('told.title')}</h3>
        <p className={classes.quiet}>
          {t(invitation.toldAs.length > 0 ? 'told.lead' : 'told.nothing')}
        </p>
        {invitation.toldAs.length > 0 ? (
          <dl className={classes.toldList}>
            {invitation.toldAs.map(({ kind, label: value }) => (
              <div key={kind}>
                <dt>{names.segment(kind)}</dt>
                <dd data-untold={value === null || undefined}>{value ?? t('told.untold')}</dd>
              </div>
            ))}
          </dl>
        ) : null}
      </div>
      <KeyMark publicKey={invitation.publicKey} />
      <p className={classes.small}>{t('promised.device')}</p>
      <FormError>{error}</FormError>
      <div className={classes.steps}>
        {begun && restored ? (
          <Button variant="default" size="md" onClick={onAfresh}>
            {t('promised.afresh')}
          </Button>
        ) : null}
        <Button size="md" loading={pending} onClick={onBegin}>
          {t(chosen ? 'promised.goOnChosen' : begun ? 'promised.goOn' : 'promised.begin')}
        </Button>
      </div>
    </section>
  );
}
