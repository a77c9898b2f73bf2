import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import type { GoalVisibility } from '@/gql/graphql';
import { useDates } from '@/ui/dates';

export const ReadersFragment = graphql(`
  fragment Readers_plan on DevelopmentPlan {
    id
    sharedWithHr
    sharedWithMentor
    sharedWithManagersManager
    mentor {
      id
      name
      isViewer
    }
    person {
      id
      manager {
        id
        name
        isViewer
        manager {
          id
          name
          isViewer
        }
      }
    }
    readers {
      reader
      person {
        id
        name
        isViewer
      }
    }
  }
`);

export type ReadersPlan = FragmentType<typeof ReadersFragment>;

export interface ReaderLine {
  reader: string;
  person: { id: string; name: string; isViewer: boolean } | null;
}

/** "you, Mo Diaz and HR" for the lines of the API; HR has no person. */
export function useReaderWords(): (lines: readonly ReaderLine[]) => string {
  const { t } = useTranslation('development');
  const { locale } = useDates();
  return (lines) => {
    const known = new Set<string>();
    const others = lines.flatMap(({ reader, person }) => {
      if (!person) return reader === 'HR' ? [t('readers.hr')] : [];
      if (person.isViewer || known.has(person.id)) return [];
      known.add(person.id);
      return [person.name];
    });
    if (others.length === 0) return t('readers.onlyYou');
    return new Intl.ListFormat(locale, { type: 'conjunction' }).format([t('readers.you'), ...others]);
  };
}

/**
 * Who reads what one writes into a plan, as words: "you, Mo Diaz and HR".
 *
 * @param once `proposed`: who will read it when it has been proposed.
 */
export function useReaders(masked: ReadersPlan, once?: 'proposed'): string {
  const plan = unmask(ReadersFragment, masked);
  const words = useReaderWords();
  const { manager } = plan.person;
  const lines: ReaderLine[] = [...plan.readers];
  if (once === 'proposed') {
    if (manager) lines.push({ reader: 'MANAGER', person: manager });
    if (plan.sharedWithMentor && plan.mentor) lines.push({ reader: 'MENTOR', person: plan.mentor });
    if (plan.sharedWithManagersManager && manager?.manager) {
      lines.push({ reader: 'MANAGERS_MANAGER', person: manager.manager });
    }
    if (plan.sharedWithHr && !lines.some((line) => line.reader === 'HR')) {
      lines.push({ reader: 'HR', person: null });
    }
  }
  return words(lines);
}

/** Who reads what one writes about a goal: its author alone, or whoever reads what it stands in. */
export function useGoalReaders(shared: string, visibility: GoalVisibility): string {
  const { t } = useTranslation('development');
  switch (visibility) {
    case 'PRIVATE':
      return t('readers.onlyYou');
    case 'SHARED':
      return shared;
    case 'EVERYONE':
      return t('readers.everyone', { readers: shared });
  }
}
