import { Button, Skeleton } from '@mantine/core';
import { IconCloudOff, IconMoodEmpty } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CombinedError } from 'urql';
import { faultMessage } from '@/lib/useCommand';
import { useOnline } from '@/lib/useOnline';
import { useDates } from './dates';
import classes from './states.module.css';

interface EmptyStateProps {
  icon?: ReactNode;
  /** One sentence: what will stand here. */
  title: string;
  /** One example, so that one can imagine it. */
  example?: string;
  /** One button. */
  action?: ReactNode;
}

/** Nothing here yet: teaches what will be. */
export function EmptyState({ icon, title, example, action }: EmptyStateProps) {
  return (
    <div className={classes.state}>
      <span className={classes.icon} aria-hidden="true">
        {icon ?? <IconMoodEmpty size={28} stroke={1.5} />}
      </span>
      <p className={classes.title}>{title}</p>
      {example ? <p className={classes.text}>{example}</p> : null}
      {action ? <div className={classes.action}>{action}</div> : null}
    </div>
  );
}

interface ErrorStateProps {
  error: CombinedError | undefined;
  retry: () => void;
}

/** Reading failed: says what happened and offers to try again. */
export function ErrorState({ error, retry }: ErrorStateProps) {
  const { t } = useTranslation('common');
  const online = useOnline();
  if (!online) return <OfflineState retry={retry} />;
  return (
    <div className={classes.state} role="alert">
      <p className={classes.title}>{t('error.title')}</p>
      <p className={classes.text}>{faultMessage(error, t)}</p>
      <div className={classes.action}>
        <Button variant="default" onClick={retry}>
          {t('action.retry')}
        </Button>
      </div>
    </div>
  );
}

/** No network and nothing kept of this page. */
export function OfflineState({ retry }: { retry: () => void }) {
  const { t } = useTranslation('common');
  return (
    <div className={classes.state} role="status">
      <span className={classes.icon} aria-hidden="true">
        <IconCloudOff size={28} stroke={1.5} />
      </span>
      <p className={classes.title}>{t('offline.title')}</p>
      <p className={classes.text}>{t('offline.text')}</p>
      <div className={classes.action}>
        <Button variant="default" onClick={retry}>
          {t('action.retry')}
        </Button>
      </div>
    </div>
  );
}

/** Says of what age the page is that is shown for want of a newer one. */
export function SeenAt({ at }: { at: number }) {
  const { t } = useTranslation('common');
  const dates = useDates();
  return (
    <p className={classes.seen} role="status">
      {t('offline.seenAt', { when: dates.relative(new Date(at).toISOString()) })}
    </p>
  );
}

/** What was asked for is not there, or not for this viewer: the two look the same. */
export function NotThere({ title, action }: { title?: string; action?: ReactNode }) {
  const { t } = useTranslation('common');
  return (
    <EmptyState
      title={title ?? t('notThere.title')}
      example={t('notThere.text')}
      {...(action ? { action } : {})}
    />
  );
}

interface LoadingStateProps {
  /** How many lines the list will about have. */
  lines?: number;
  /** Their height in pixels, so that nothing jumps when they come. */
  height?: number;
}

/** Keeps the layout still while something loads. */
export function LoadingState({ lines = 3, height = 64 }: LoadingStateProps) {
  const { t } = useTranslation('common');
  return (
    <div className={classes.loading} role="status" aria-label={t('loading')}>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={height} radius="md" />
      ))}
    </div>
  );
}
