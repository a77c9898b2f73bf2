import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { DateText } from '@/ui/dates';
import { List } from '@/ui/List';
import { Section } from '@/ui/Section';
import classes from './learning.module.css';
import { useMinutes } from './useMinutes';

export const PersonLearningFragment = graphql(`
  fragment PersonLearning_person on Person {
    id
    isViewer
    learning {
      id
      state
      doneOn
      minutes
      note
      resource {
        id
        title
      }
    }
  }
`);

const SHOWN = 5;

/** What a report learns and has learned, for their manager; one's own stands on its own page. */
export function PersonLearning({
  person: masked,
}: {
  person: FragmentType<typeof PersonLearningFragment>;
}) {
  const person = unmask(PersonLearningFragment, masked);
  const { t } = useTranslation('learning');
  const minutes = useMinutes();
  if (person.isViewer || !person.learning || person.learning.length === 0) return null;
  return (
    <Section title={t('title')}>
      <List label={t('title')}>
        {person.learning.slice(0, SHOWN).map((one) => (
          <li key={one.id} className={classes.certificate}>
            <div className={classes.grow}>
              <span className={classes.name}>{one.resource.title}</span>
              <span className={classes.note}>
                {one.state === 'DONE' ? (
                  <>
                    {t('doneOn')} {one.doneOn ? <DateText date={one.doneOn} /> : null}
                    {one.minutes === null ? null : ` · ${minutes(one.minutes)}`}
                  </>
                ) : (
                  t('person.planned')
                )}
              </span>
              {one.note ? <p className={classes.words}>{one.note}</p> : null}
            </div>
          </li>
        ))}
      </List>
    </Section>
  );
}
