import { Button } from '@mantine/core';
import { IconCircleCheck, IconCloudUp } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { lastMomentOf } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { EmptyState } from '@/ui/states';
import { ReplyCode } from './ReplyCode';
import classes from './answer.module.css';

interface DoneProps {
  /** Whether the server has it; else it lies on this device and goes out later. */
  arrived: boolean;
  /** By which replies to one's words are found, on any device. */
  code?: string | undefined;
  endsAt: string;
}

/** It is sent, or kept until it can be. */
export function Done({ arrived, code, endsAt }: DoneProps) {
  const { t } = useTranslation('answering');
  const dates = useDates();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  const Icon = arrived ? IconCircleCheck : IconCloudUp;
  return (
    <section className={classes.page}>
      <div className={classes.done}>
        <Icon size={36} stroke={1.5} className={classes.doneIcon} aria-hidden="true" />
        <h2 ref={heading} tabIndex={-1} className={classes.doneTitle}>
          {t(arrived ? 'done.arrived' : 'done.kept')}
        </h2>
        <p className={classes.quiet}>
          {arrived ? t('done.arrivedText', { date: dates.shortDay(lastMomentOf(endsAt)) }) : t('done.keptText')}
        </p>
        {code ? (
          <>
            <p className={classes.quiet}>{t('done.code')}</p>
            <ReplyCode code={code} />
          </>
        ) : null}
        <div className={classes.buttons}>
          <Button component={Link} to={paths.home}>
            {t('done.home')}
          </Button>
          {code ? (
            <Button component={Link} to={paths.surveyReplies} variant="default">
              {t('done.toReplies')}
            </Button>
          ) : null}
        </div>
      </div>
    </section>
  );
}

/** The ballot was taken, and not in this browser: only there it can be answered, if it was not yet. */
export function Elsewhere() {
  const { t } = useTranslation('answering');
  return (
    <EmptyState
      icon={<IconCircleCheck size={30} stroke={1.5} />}
      title={t('elsewhere.title')}
      example={t('elsewhere.text')}
      action={
        <Button component={Link} to={paths.engagement} variant="default">
          {t('elsewhere.back')}
        </Button>
      }
    />
  );
}

/** Too late. */
export function Over() {
  const { t } = useTranslation('answering');
  return (
    <EmptyState
      title={t('over.title')}
      example={t('over.text')}
      action={
        <Button component={Link} to={paths.engagement} variant="default">
          {t('elsewhere.back')}
        </Button>
      }
    />
  );
}
