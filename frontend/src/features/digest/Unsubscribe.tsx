import { Button, Checkbox } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import type { NotificationKind } from '@/gql/graphql';
import { paths } from '@/lib/paths';
import { useCommand } from '@/lib/useCommand';
import { FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
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

const UnsubscribeLinkQuery = graphql(`
  query UnsubscribeLink($token: String!) {
    unsubscribeLink(token: $token) {
      kinds
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
  return kind === 'notifications' ? <Several token={token} /> : <Stop token={token} kind={kind} />;
}

/** The mail that tells of several kinds: which ones end, each of which may go on. */
function Several({ token }: { token: string }) {
  const { t } = useTranslation(['access', 'reach']);
  const result = useQuery({ query: UnsubscribeLinkQuery, variables: { token } });
  const [keep, setKeep] = useState<NotificationKind[]>([]);
  return (
    <Query result={result}>
      {({ unsubscribeLink }) => {
        const kinds = unsubscribeLink?.kinds ?? [];
        return (
          <Stop token={token} kind="notifications" keep={keep} nothing={kinds.length > 0 && keep.length === kinds.length}>
            <Checkbox.Group
              label={t('access:unsubscribe.ends')}
              description={t('access:unsubscribe.keep')}
              value={kinds.filter((each) => !keep.includes(each))}
              onChange={(ended) => setKeep(kinds.filter((each) => !ended.includes(each)))}
            >
              <Stack gap={4}>
                {kinds.map((each) => (
                  <Checkbox key={each} value={each} label={t(`reach:kind.${each}`)} />
                ))}
              </Stack>
            </Checkbox.Group>
          </Stop>
        );
      }}
    </Query>
  );
}

function Stop({
  token,
  kind,
  keep = [],
  nothing = false,
  children,
}: {
  token: string;
  kind: Kind;
  keep?: NotificationKind[];
  nothing?: boolean;
  children?: ReactNode;
}) {
  const { t } = useTranslation('access');
  const unsubscribe = useCommand(UnsubscribeDigest, { quiet: true });
  const [done, setDone] = useState(false);
  const said = done && keep.length > 0 ? 'doneButKept' : done ? 'done' : 'text';
  return (
    <Stack gap={16}>
      <p role="status">
        {said === 'doneButKept' ? t('unsubscribe.doneButKept') : t(`unsubscribe.${kind}.${said}`)}
      </p>
      {done ? null : children}
      <FormError>{unsubscribe.error()}</FormError>
      {done ? (
        <Button
          variant="default"
          component={Link}
          to={CHOSEN_BY_KIND.has(kind) ? paths.notificationSettings : paths.settings}
        >
          {t('unsubscribe.settings')}
        </Button>
      ) : (
        <Button
          size="md"
          disabled={nothing}
          loading={unsubscribe.pending}
          onClick={() =>
            void unsubscribe.run({ input: { token, keep } }).then((outcome) => setDone(outcome.ok))
          }
        >
          {t(`unsubscribe.${kind}.do`)}
        </Button>
      )}
    </Stack>
  );
}
