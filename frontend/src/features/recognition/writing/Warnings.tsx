import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import type { Refusal } from '@/lib/useCommand';
import { useDates } from '@/ui/dates';
import classes from './writing.module.css';

const TextWarnings = graphql(`
  query TextWarnings($text: String!) {
    textWarnings(text: $text)
  }
`);

const TYPING_MS = 900;
/** With which the server says that words may hurt, and that they may be sent all the same. */
export const MAY_HURT = 'TEXT_MAY_HURT';

interface WarningsProps {
  text: string;
  /** What the server answered, if it refused. */
  refusal: Refusal | undefined;
  pending: boolean;
  /** Sends it as it stands; the moderators will be shown it. */
  onAnyway: () => void;
}

/** Words that the company asks to think about twice: said while one writes, and again before it is sent. */
export function Warnings({ text, refusal, pending, onAnyway }: WarningsProps) {
  const { t } = useTranslation('recognition');
  const { locale } = useDates();
  const [settled] = useDebouncedValue(text.trim(), TYPING_MS);
  const [{ data }] = useQuery({
    query: TextWarnings,
    variables: { text: settled },
    pause: settled === '' || !navigator.onLine,
  });
  const refused = refusal?.code === MAY_HURT;
  const words = settled === '' ? [] : (data?.textWarnings ?? []);
  return (
    <div role="status" className={classes.status}>
      {refused || words.length > 0 ? (
        <div className={classes.warning}>
          <IconAlertTriangle size={18} stroke={1.7} aria-hidden="true" />
          <div>
            <p>
              {refused
                ? refusal.message
                : t('warning.words', {
                    count: words.length,
                    words: new Intl.ListFormat(locale, { type: 'conjunction' }).format(words),
                  })}
            </p>
            {refused ? (
              <>
                <p>{t('warning.seen')}</p>
                <Button variant="subtle" color="amber" size="compact-sm" loading={pending} onClick={onAnyway}>
                  {t('warning.anyway')}
                </Button>
              </>
            ) : null}
          </div>
        </div>
      ) : null}
    </div>
  );
}

/** An error without the one that `Warnings` says, and offers a way around. */
export function withoutWarning<Error extends string | undefined>(
  refusal: Refusal | undefined,
  error: Error,
): Error | undefined {
  return refusal?.code === MAY_HURT ? undefined : error;
}
