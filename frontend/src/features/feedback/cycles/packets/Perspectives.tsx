import { IconEyeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, unmask } from '@/gql';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import { useCompetency } from '../parts/useCompetency';
import { Answered } from '../reviews/Answered';
import { answersOf } from '../reviews/answers';
import { NAMED_ALWAYS } from '../parts/PerspectiveName';
import { AnswerFragment, type Question, QuestionFragment } from '../reviews/wire';
import { Bar } from './Bar';
import classes from './packets.module.css';
import { useFigures } from './useFigures';
import {
  type PerspectiveResult,
  PerspectiveResultFragment,
  type QuestionResult,
  QuestionResultFragment,
} from './wire';

interface PerspectivesProps {
  results: readonly FragmentType<typeof PerspectiveResultFragment>[];
}

/** Each perspective with all that is shown of it, and why something is not. */
export function Perspectives({ results: masked }: PerspectivesProps) {
  const { t } = useTranslation(['reviews', 'cycles']);
  const results = unmask(PerspectiveResultFragment, masked);
  return (
    <>
      {results.map((one) => {
        const questions = unmask(QuestionResultFragment, one.questions);
        return (
          <Section
            key={one.perspective}
            title={t(`cycles:perspective.${one.perspective}`)}
            look="card"
            aside={
              <span className={classes.quiet}>
                {one.anonymous ? t('perspective.anonymous', { count: one.minimum }) : t('perspective.named')}
              </span>
            }
          >
            {one.raters === null || NAMED_ALWAYS.includes(one.perspective) ? null : (
              <p className={classes.quiet}>{t('perspective.raters', { count: one.raters })}</p>
            )}
            {one.why ? (
              <p className={classes.why}>
                <IconEyeOff size={18} stroke={1.7} aria-hidden="true" />
                {one.why}
              </p>
            ) : null}
            {one.shown ? (
              one.anonymous || one.reviews.length === 0 ? (
                <Results results={questions} />
              ) : (
                <Named results={questions} reviews={one.reviews} />
              )
            ) : null}
          </Section>
        );
      })}
    </>
  );
}

function Results({ results }: { results: readonly QuestionResult[] }) {
  const competency = useCompetency();
  return (
    <ul className={classes.results}>
      {results.map((result) => {
        const question = unmask(QuestionFragment, result.question);
        return (
          <li key={question.id} className={classes.result}>
            <h3>{question.text}</h3>
            {question.competency ? <p className={classes.quiet}>{competency(question.competency)}</p> : null}
            <Result result={result} question={question} />
          </li>
        );
      })}
    </ul>
  );
}

function Result({ result, question }: { result: QuestionResult; question: Question }) {
  const { t } = useTranslation('reviews');
  if (!result.shown) return <p className={classes.quiet}>{t('result.hidden')}</p>;
  return (
    <>
      <Mean result={result} question={question} />
      {result.calibrated ? (
        <p className={classes.calibrated}>
          {t('result.calibrated', {
            before: result.calibrated.before,
            after: result.calibrated.after,
            reason: result.calibrated.reason,
          })}
        </p>
      ) : null}
      <Bands result={result} />
      <ChoiceCounts result={result} />
      {question.kind === 'TEXT' ? (
        result.commentsShown ? (
          result.comments.length > 0 ? (
            <ul className={classes.comments}>
              {result.comments.map((comment, index) => (
                <li key={index}>{comment}</li>
              ))}
            </ul>
          ) : (
            <p className={classes.quiet}>{t('result.noComments')}</p>
          )
        ) : (
          <p className={classes.quiet}>{t('result.commentsHidden')}</p>
        )
      ) : null}
      <Counted result={result} />
    </>
  );
}

/** A mean on its scale with its interval; or the limit that it does not pass. */
function Mean({ result, question }: { result: QuestionResult; question: Question }) {
  const { t } = useTranslation('reviews');
  const { bounded, figure } = useFigures();
  if (result.mean === null) return null;
  const most = Math.max(...question.scale.map((one) => one.value), 1);
  return (
    <div className={classes.mean}>
      <Bar value={result.mean} least={1} most={most} low={result.low} high={result.high} />
      <span className={classes.number}>{bounded(result.mean, result.bound)}</span>
      {result.low !== null && result.high !== null ? (
        <span className={classes.quiet}>
          {t('figure.interval', { low: figure(result.low), high: figure(result.high) })}
        </span>
      ) : null}
    </div>
  );
}

function Bands({ result }: { result: QuestionResult }) {
  const { t } = useTranslation('reviews');
  if (result.bands.length === 0) return null;
  const most = Math.max(...result.bands.map((one) => one.count), 1);
  return (
    <table className={classes.counts} aria-label={t('result.distribution')}>
      <tbody>
        {result.bands.map((band) => (
          <tr key={band.from}>
            <th scope="row">
              {band.label}{' '}
              <span className={classes.quiet}>
                {band.from === band.to ? band.from : `${band.from}–${band.to}`}
              </span>
            </th>
            <td className={classes.countBar}>
              <Bar value={band.count} most={most} />
            </td>
            <td className={classes.number}>{band.count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ChoiceCounts({ result }: { result: QuestionResult }) {
  const { t } = useTranslation('reviews');
  const { count } = useFigures();
  if (result.choices.length === 0) return null;
  const most = Math.max(...result.choices.map((one) => one.count ?? 0), 1);
  return (
    <table className={classes.counts} aria-label={t('result.choices')}>
      <tbody>
        {result.choices.map((choice) => (
          <tr key={choice.option.value}>
            <th scope="row">{choice.option.label}</th>
            <td className={classes.countBar}>
              {choice.count === null ? null : <Bar value={choice.count} most={most} />}
            </td>
            <td className={classes.number}>
              {choice.count === null ? t('figure.none') : count(choice.count, choice.bound)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Counted({ result }: { result: QuestionResult }) {
  const { t } = useTranslation('reviews');
  if (result.answered === null) return null;
  return (
    <p className={classes.quiet}>
      {t('result.answered', { count: result.answered })}
      {result.cannotJudge ? <> · {t('result.cannotJudge', { count: result.cannotJudge })}</> : null}
    </p>
  );
}

interface NamedProps {
  results: readonly QuestionResult[];
  reviews: PerspectiveResult['reviews'];
}

/** Named raters: what each of them answered; figures only where there are several. */
function Named({ results, reviews }: NamedProps) {
  const { t } = useTranslation('reviews');
  const questions = results.map((one) => unmask(QuestionFragment, one.question));
  const calibrated = results.filter((one) => one.calibrated !== null);
  return (
    <>
      {reviews.length > 1 ? <Results results={results.filter((one) => one.mean !== null || one.choices.length > 0)} /> : null}
      <ul className={classes.named}>
        {reviews.map((review, index) => (
          <li key={review.rater?.id ?? index}>
            {review.rater ? (
              <PersonLine person={review.rater} />
            ) : (
              <strong>{review.guestName}</strong>
            )}
            <Answered
              questions={questions}
              answers={answersOf(unmask(AnswerFragment, review.answers))}
            />
          </li>
        ))}
      </ul>
      {calibrated.map((one) =>
        one.calibrated ? (
          <p key={unmask(QuestionFragment, one.question).id} className={classes.calibrated}>
            {t('result.calibratedOf', {
              question: unmask(QuestionFragment, one.question).text,
              before: one.calibrated.before,
              after: one.calibrated.after,
              reason: one.calibrated.reason,
            })}
          </p>
        ) : null,
      )}
    </>
  );
}
