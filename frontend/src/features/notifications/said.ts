import { useTranslation } from 'react-i18next';
import type { NotificationsQuery } from '@/gql/graphql';

export type Notification = NonNullable<NotificationsQuery['viewer']>['notifications']['edges'][number]['node'];

/** Kinds of which several people can do the same to the same thing. */
const SEVERAL = [
  'FEEDBACK_RECEIVED',
  'FEEDBACK_THANKED',
  'FEEDBACK_DECLINED',
  'FEEDBACK_ASKED_BACK',
  'NOMINATIONS_SENT',
  'PLAN_CHANGED',
  'MILESTONE_REACHED',
  'KUDOS_RECEIVED',
  'KUDOS_MENTIONED',
  'KUDOS_COMMENTED',
  'KUDOS_REACTED',
  'AWARD_ANNOUNCED',
  'CELEBRATION',
] as const;

type Told = Pick<Notification, 'kind' | 'others'> & { person: { name: string } | null };

/** The sentence of a notification; `more` says how many others there are where it does not. */
export function useSaid() {
  const { t } = useTranslation('notifications');
  return ({ kind, person, others }: Told): { said: string; more: string } => {
    if (!person) return { said: t(`nobody.${kind}`), more: '' };
    const name = person.name;
    if (others === 0) return { said: t(`said.${kind}`, { name }), more: '' };
    const several = SEVERAL.find((one) => one === kind);
    return several
      ? { said: t(`several.${several}`, { name, count: others }), more: '' }
      : { said: t(`said.${kind}`, { name }), more: t('others', { count: others }) };
  };
}
