import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useDates } from '@/ui/dates';

export const ReadersFragment = graphql(`
  fragment Readers_plan on DevelopmentPlan {
    id
    sharedWithHr
    agreedByPersonAt
    agreedByManagerAt
    person {
      id
      manager {
        id
        name
        isViewer
      }
    }
    visibleTo {
      id
      name
      isViewer
    }
  }
`);

export type ReadersPlan = FragmentType<typeof ReadersFragment>;

/**
 * Who reads what one writes into a plan, as words: "you, Mo Diaz and HR".
 *
 * @param once `proposed`: who will read it when it has been proposed.
 */
export function useReaders(masked: ReadersPlan, once?: 'proposed'): string {
  const plan = unmask(ReadersFragment, masked);
  const { t } = useTranslation('development');
  const { locale } = useDates();
  const { manager } = plan.person;
  // HR reads a plan that was proposed once; whoever proposed it has agreed.
  const proposed = once === 'proposed' || plan.agreedByPersonAt !== null || plan.agreedByManagerAt !== null;
  const people = [...plan.visibleTo];
  if (once === 'proposed' && manager && !people.some((one) => one.id === manager.id)) {
    people.push(manager);
  }
  const others = people.filter((one) => !one.isViewer).map((one) => one.name);
  const hr = plan.sharedWithHr && proposed ? [t('readers.hr')] : [];
  if (others.length + hr.length === 0) return t('readers.onlyYou');
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format([
    t('readers.you'),
    ...others,
    ...hr,
  ]);
}
