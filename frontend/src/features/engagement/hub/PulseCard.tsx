import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { Section } from '@/ui/Section';
import { pointsOf } from '../answer/form';
import classes from './hub.module.css';

export const PulseCardFragment = graphql(`
  fragment PulseCard_pulse on PulseQuestion {
    wave {
      id
    }
    title
    questions
    question {
      id
      kind
      text
      help
      labels
      options
    }
  }
`);

/**
 * The first question of the survey that is most urgent, on Home. Its answers are links to the page where
 * it is answered: there the answer stands chosen, and the promise before it. Nothing is sent from here.
 */
export default function PulseCard({ pulse: masked }: { pulse: FragmentType<typeof PulseCardFragment> }) {
  const { t } = useTranslation('home');
  const { wave, title, question, questions } = unmask(PulseCardFragment, masked);
  const points = pointsOf(question);
  const first = points[0];
  const last = points.at(-1);
  return (
    <Section title={t('pulse.title')} look="card">
      <div className={classes.pulse}>
        <p className={classes.note}>{title}</p>
        <p className={classes.question}>{question.text}</p>
        {points.length > 0 ? (
          <>
            <ul className={classes.points} data-count={points.length} aria-label={question.text}>
              {points.map(({ value, label }) => (
                <li key={value}>
                  <Link
                    className={classes.point}
                    to={paths.answerSurveyWith(wave.id, question.id, String(value))}
                    aria-label={label ? t('pulse.end', { value, label }) : String(value)}
                  >
                    {value}
                  </Link>
                </li>
              ))}
            </ul>
            {first?.label ? (
              <div className={classes.ends} aria-hidden="true">
                <span>{first.label}</span>
                <span>{last?.label}</span>
              </div>
            ) : null}
          </>
        ) : (
          <Link to={paths.answerSurvey(wave.id)}>{t('pulse.all')}</Link>
        )}
        <p className={classes.note}>{t('pulse.after', { count: questions })}</p>
      </div>
    </Section>
  );
}
