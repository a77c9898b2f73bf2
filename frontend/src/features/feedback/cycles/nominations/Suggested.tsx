import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { List } from '@/ui/List';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import { FormError } from '@/ui/Form';
import { Load } from './Load';
import classes from './nominations.module.css';
import { useNominate } from './useNominations';

export const SuggestedFragment = graphql(`
  fragment Suggested_suggestion on NominationSuggestion {
    reason
    load
    overloaded
    person {
      id
      name
      ...PersonLine_person
    }
  }
`);

interface SuggestedProps {
  participantId: string;
  suggestions: readonly FragmentType<typeof SuggestedFragment>[];
  /** Whether there is no room for more. */
  full: boolean;
  loadLimit: number;
}

/** Who has really worked with them lately, with the reason. They only offer: nobody is asked by it. */
export function Suggested({ participantId, suggestions: masked, full, loadLimit }: SuggestedProps) {
  const { t } = useTranslation('reviews');
  const nominate = useNominate();
  const suggestions = unmask(SuggestedFragment, masked);
  if (suggestions.length === 0) return null;
  return (
    <Section title={t('suggested.title')}>
      <p className={classes.quiet}>{t('suggested.lead', { count: loadLimit })}</p>
      <FormError>{nominate.error()}</FormError>
      <List label={t('suggested.title')}>
        {suggestions.map(({ person, reason, load, overloaded }) => (
          <li key={person.id} className={classes.line}>
            <div className={classes.who}>
              <PersonLine person={person} note={reason} />
            </div>
            <div className={classes.how}>
              <Load load={load} overloaded={overloaded} />
            </div>
            <Button
              variant="light"
              disabled={full || nominate.pending}
              aria-label={t('suggested.addThis', { name: person.name })}
              onClick={() => void nominate.run({ input: { participantId, personIds: [person.id] } })}
            >
              {t('suggested.add')}
            </Button>
          </li>
        ))}
      </List>
    </Section>
  );
}
