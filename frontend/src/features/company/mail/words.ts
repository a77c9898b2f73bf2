import { useTranslation } from 'react-i18next';

const KINDS = [
  'sign_in_link',
  'digest',
  'notifications',
  'calendar',
  'nudge_before',
  'nudge_after',
  'feedback_request',
  'feedback_news',
  'guest_request',
  'guest_thanks',
  'guest_review',
  'cycle_launch',
  'cycle_asked',
  'cycle_nominate',
  'cycle_approve',
  'cycle_released',
  'cycle_reminder',
  'development_news',
  'kudos_received',
  'kudos_gathered',
  'celebration',
  'award_news',
  'survey_news',
  'people_report',
  'integration_news',
  'mail_answer',
  'mail_test',
] as const;
/** What we say ourselves; everything else is said by a server. */
const OURS = { blocked: 'ours.blocked', interrupted: 'ours.interrupted', 'not an address': 'ours.address' } as const;
const STAGES = ['connect', 'ehlo', 'starttls', 'auth', 'mail', 'rcpt', 'data'] as const;

/** Names of what the outbox knows by a key. A key without a name is shown as it is. */
export function useMailWords() {
  const { t } = useTranslation('mail');
  return {
    kind: (key: string) => {
      const known = KINDS.find((one) => one === key);
      return known ? t(`kind.${known}`) : key;
    },
    /** Why a mail did not go: in our words, or in those of a server as they are. */
    problem: (text: string) => (Object.hasOwn(OURS, text) ? t(OURS[text as keyof typeof OURS]) : text),
    /** Where a conversation with a server ended; nothing said is an interruption of ours. */
    stage: (key: string) => {
      const known = STAGES.find((one) => one === key);
      return known ? t(`stage.${known}`) : key || t('stage.none');
    },
  };
}

export type Standing = 'WAITING' | 'RETRYING' | 'SENDING' | 'SENT' | 'BOUNCED' | 'PARKED' | 'CANCELLED';

interface Stands {
  state: 'QUEUED' | 'SENDING' | 'SENT' | 'PARKED' | 'CANCELLED';
  attempts: number;
  bouncedAt?: string | null;
}

/** Where a mail stands, in one word. */
export function standingOf({ state, attempts, bouncedAt }: Stands): Standing {
  if (bouncedAt) return 'BOUNCED';
  if (state === 'QUEUED') return attempts > 0 ? 'RETRYING' : 'WAITING';
  return state;
}
