import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { RelativeTime } from '@/ui/dates';
import { Markdown } from '@/ui/Markdown';
import { PersonName } from '@/ui/PersonLine';
import { DecideDialog } from './DecideDialog';
import classes from './moderation.module.css';

export const ReportCardFragment = graphql(`
  fragment ReportCard_report on ModerationReport {
    id
    kind
    reason
    words
    snapshot
    state
    createdAt
    decidedAt
    decision
    hidden
    hiddenReason
    gone
    private
    version
    canDecide
    canRestore
    author {
      id
      ...PersonLine_person
    }
    reporter {
      id
      ...PersonLine_person
    }
    decidedBy {
      id
      ...PersonLine_person
    }
    kudos {
      id
    }
  }
`);

export type Report = DocumentType<typeof ReportCardFragment>;
export type Act = 'uphold' | 'dismiss' | 'restore';

/** One thing that somebody pointed out: what was said, by whom, what is wrong, and what became of it. */
export function ReportCard({ report: masked }: { report: FragmentType<typeof ReportCardFragment> }) {
  const report = unmask(ReportCardFragment, masked);
  const { t } = useTranslation('moderation');
  const [act, setAct] = useState<Act | null>(null);
  const byList = report.reason === 'WORDS';
  return (
    <li className={classes.report}>
      <div className={classes.head}>
        <span className={classes.kind}>{t(`kind.${report.kind}`)}</span>
        {report.private ? <span className={classes.mark}>{t('private')}</span> : null}
        {report.hidden ? <span className={classes.mark}>{t('hidden')}</span> : null}
        {report.gone ? <span className={classes.mark}>{t('gone')}</span> : null}
        <span className={classes.quiet}>
          <RelativeTime at={report.createdAt} />
        </span>
      </div>
      <p className={classes.line}>
        {t('writtenBy')} <PersonName person={report.author} />
      </p>
      <blockquote className={classes.said}>
        <Markdown>{report.snapshot}</Markdown>
      </blockquote>
      <p className={classes.line}>
        <strong>{t(`reason.${report.reason}`)}</strong>{' '}
        {byList ? (
          <span className={classes.quiet}>{t('byList')}</span>
        ) : report.reporter ? (
          <span className={classes.quiet}>
            {t('reportedBy')} <PersonName person={report.reporter} />
          </span>
        ) : null}
      </p>
      {report.words ? <p className={classes.words}>{report.words}</p> : null}
      {report.state === 'OPEN' ? null : (
        <div className={classes.decided}>
          <p className={classes.line}>
            <strong>{t(`state.${report.state}`)}</strong>{' '}
            {report.decidedBy ? <PersonName person={report.decidedBy} /> : null}{' '}
            {report.decidedAt ? (
              <span className={classes.quiet}>
                <RelativeTime at={report.decidedAt} />
              </span>
            ) : null}
          </p>
          {report.decision ? <p className={classes.words}>{report.decision}</p> : null}
        </div>
      )}
      <div className={classes.acts}>
        {report.canDecide ? (
          <>
            <Button variant="default" onClick={() => setAct('dismiss')}>
              {t('dismiss')}
            </Button>
            <Button onClick={() => setAct('uphold')}>{t('uphold')}</Button>
          </>
        ) : report.state === 'OPEN' ? (
          <span className={classes.quiet}>{t('notYours')}</span>
        ) : null}
        {report.canRestore ? (
          <Button variant="default" onClick={() => setAct('restore')}>
            {t('restore')}
          </Button>
        ) : null}
        {report.kudos ? <Link to={paths.kudos(report.kudos.id)}>{t('look')}</Link> : null}
      </div>
      {act ? <DecideDialog report={report} act={act} onClose={() => setAct(null)} /> : null}
    </li>
  );
}
