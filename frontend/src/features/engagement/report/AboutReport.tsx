import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { Section } from '@/ui/Section';
import { PromiseCard } from '../shared/PromiseCard';
import classes from './report.module.css';

const AboutReportFragment = graphql(`
  fragment AboutReport_report on SurveyReport {
    planHash
    promise {
      sentences
      hash
    }
    usefulness {
      groups
      told
      plain
    }
    wave {
      id
      destroyOn
      destroyed
    }
    previous {
      id
      number
    }
  }
`);

interface AboutReportProps {
  waveId: string;
  report: FragmentType<typeof AboutReportFragment>;
}

/** What a report stands on: the promise, what had to be left out for it, and where readings are put down. */
export function AboutReport({ waveId, report: masked }: AboutReportProps) {
  const { t } = useTranslation('survey_reports');
  const dates = useDates();
  const { promise, usefulness, wave, previous, planHash } = unmask(AboutReportFragment, masked);
  return (
    <Section title={t('about')}>
      <PromiseCard promise={promise} title={t('about.promise')} />
      <ul className={classes.about}>
        {usefulness.groups > 1 ? (
          <li>
            {usefulness.plain > usefulness.told
              ? t('about.groups', {
                  count: usefulness.groups,
                  told: usefulness.told,
                  plain: usefulness.plain,
                })
              : t('about.groupsAll', { count: usefulness.groups, told: usefulness.told })}
          </li>
        ) : null}
        <li>
          {wave.destroyed
            ? t('about.destroyed')
            : wave.destroyOn
              ? t('about.destroyOn', { day: dates.date(wave.destroyOn) })
              : null}
        </li>
        <li>
          <Link to={paths.surveyLedger(waveId)}>{t('about.ledger')}</Link>
        </li>
        <li>
          <Link to={paths.actionPlansOf(waveId)}>{t('about.plans')}</Link>
        </li>
        {previous ? (
          <li>
            <Link to={paths.surveyReport(previous.id)}>
              {t('about.previous', { number: previous.number })}
            </Link>
          </li>
        ) : null}
      </ul>
      <details className={classes.more}>
        <summary>{t('about.plan')}</summary>
        <div className={classes.moreBody}>
          <p className={classes.quiet}>{t('about.planText')}</p>
          <p className={classes.hash}>
            <code>{planHash}</code>
          </p>
        </div>
      </details>
    </Section>
  );
}
