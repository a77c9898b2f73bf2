import { Button, VisuallyHidden } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './coach.module.css';
import type { Rule } from './coach';
import type { Advice } from './useCoach';

interface CoachPanelProps {
  advice: readonly Advice[];
  /** The field that it stands below. */
  field: string;
  onDismiss: (rule: Rule) => void;
}

/** What would make the text above more useful. It waits to be read and stops nobody. */
export function CoachPanel({ advice, field, onDismiss }: CoachPanelProps) {
  const { t } = useTranslation('coach');
  const here = advice.filter((one) => one.field === field);
  if (here.length === 0) return null;
  return (
    <ul className={classes.panel} aria-label={t('label')}>
      {here.map(({ rule, excerpts }) => (
        <li key={rule} className={classes.hint}>
          <IconBulb className={classes.icon} size={18} stroke={1.7} aria-hidden="true" />
          <div className={classes.words}>
            <p>
              <strong>{t(`${rule}.title`)}</strong> {t(`${rule}.instead`)}
            </p>
            {excerpts.map(({ before, marked, after }, index) => (
              <p key={index} className={classes.excerpt}>
                {before}
                <mark>{marked}</mark>
                {after}
              </p>
            ))}
            <div className={classes.foot}>
              <details className={classes.why}>
                <summary>{t('why')}</summary>
                {t(`${rule}.why`)}
              </details>
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={t('dismissThis', { hint: t(`${rule}.title`) })}
                onClick={(event) => {
                  onDismiss(rule);
                  // The button goes with its hint: back to what one was writing.
                  const panel = event.currentTarget.closest('ul');
                  panel?.previousElementSibling?.querySelector('textarea')?.focus();
                }}
              >
                {t('dismiss')}
              </Button>
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Tells a screen reader that there are hints, and how many; once for all fields. */
export function CoachVoice({ advice }: { advice: readonly Advice[] }) {
  const { t } = useTranslation('coach');
  return (
    <VisuallyHidden role="status">
      {advice.length > 0 ? t('count', { count: advice.length }) : ''}
    </VisuallyHidden>
  );
}
