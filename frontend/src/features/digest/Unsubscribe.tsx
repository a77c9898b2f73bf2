import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { useCommand } from '@/lib/useCommand';
import { FormError } from '@/ui/Form';
import { Stack } from '@/ui/Stack';

const UnsubscribeDigest = graphql(`
  mutation UnsubscribeDigest($input: UnsubscribeDigestInput!) {
    unsubscribeDigest(input: $input) {
      ... on UnsubscribeDigestSuccess {
        unsubscribed
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const KINDS = [
  'digest',
  'nudge_before',
  'nudge_after',
  'calendar_mail',
  'recognition_received',
  'recognition_gathered',
  'surveys',
  'notifications',
  'feedback_requested',
  'feedback_received',
  'feedback_declined',
  'feedback_asked_back',
  'feedback_answered_back',
  'reviews_asked',
  'nominations_sent',
  'packet_released',
  'award_announced',
  'integration_failed',
] as const;
type Kind = (typeof KINDS)[number];
/** What is switched on again among the notifications. */
const CHOSEN_BY_KIND = new Set<Kind>(KINDS.slice(KINDS.indexOf('notifications')));

/** Which kind of mail a link stops, as it says itself after the `#`; the digest unless it does. */
export function kindOf(hash: string): Kind {
  const named = new URLSearchParams(hash.slice(1)).get('kind');
  return KINDS.find((kind) => kind === named) ?? 'digest';
}

/** Stops one kind of mail for whoever holds the link, without signing in. */
export function Unsubscribe({ token, kind }: { token: string; kind: Kind }) {
  const { t } = useTranslation('access');
  const unsubscribe = useCommand(UnsubscribeDigest, { quiet: true });
  const [done, setDone] = useState(false);
  return (
    <Stack gap={16}>
      <p role="status">{t(`unsubscribe.${kind}.${done ? 'done' : 'text'}`)}</p>
      <FormError>{unsubscribe.error()}</FormError>
      {done ? (
        <Button variant="default" component={Link} to={CHOSEN_BY_KIND.has(kind) ? paths.notificationSettings : paths.settings}>
          {t('unsubscribe.settings')}
        </Button>
      ) : (
        <Button
          size="md"
          loading={unsubscribe.pending}
          onClick={() =>
            void unsubscribe.run({ input: { token } }).then((outcome) => setDone(outcome.ok))
          }
        >
          {t(`unsubscribe.${kind}.do`)}
        </Button>
      )}
    </Stack>
  );
}
