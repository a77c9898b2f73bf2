import { IconSchool } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { List } from '@/ui/List';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import classes from './learning.module.css';
import { ResourceLine } from './ResourceLine';
import { useMinutes } from './useMinutes';
import { useResourceForms } from './useResourceForms';

const MyLearning = graphql(`
  query MyLearning {
    viewer {
      learning {
        id
        state
        minutes
        resource {
          id
          ...ResourceLine_resource
        }
      }
      learningSuggested {
        reason
        resource {
          id
          ...ResourceLine_resource
        }
      }
    }
  }
`);

const KEEP = { keep: true };

/** What is on one's list, what is suggested, what is done. */
export function Mine() {
  const { t } = useTranslation('learning');
  const result = useQuery({ query: MyLearning, context: KEEP });
  const minutes = useMinutes();
  const { onDone, onEdit, forms } = useResourceForms();
  return (
    <Query result={result}>
      {({ viewer }) => {
        const planned = (viewer?.learning ?? []).filter((one) => one.state === 'PLANNED');
        const done = (viewer?.learning ?? []).filter((one) => one.state === 'DONE');
        const suggested = viewer?.learningSuggested ?? [];
        const spent = done.reduce((sum, one) => sum + (one.minutes ?? 0), 0);
        return (
          <>
            {planned.length > 0 ? (
              <Section title={t('mine.planned')}>
                <List label={t('mine.planned')}>
                  {planned.map((one) => (
                    <ResourceLine
                      key={one.id}
                      resource={one.resource}
                      onDone={onDone}
                      onEdit={onEdit}
                    />
                  ))}
                </List>
              </Section>
            ) : null}
            <Section title={t('suggested.title')}>
              {suggested.length > 0 ? (
                <List label={t('suggested.title')}>
                  {suggested.map((one) => (
                    <ResourceLine
                      key={one.resource.id}
                      resource={one.resource}
                      reason={one.reason}
                      onDone={onDone}
                      onEdit={onEdit}
                    />
                  ))}
                </List>
              ) : (
                <EmptyState
                  icon={<IconSchool size={32} stroke={1.5} />}
                  title={t('suggested.none')}
                  example={t('suggested.noneExample')}
                />
              )}
            </Section>
            {done.length > 0 ? (
              <Section
                title={t('mine.done')}
                aside={
                  spent > 0 ? (
                    <span className={classes.note}>{t('mine.spent', { time: minutes(spent) })}</span>
                  ) : null
                }
              >
                <List label={t('mine.done')}>
                  {done.map((one) => (
                    <ResourceLine
                      key={one.id}
                      resource={one.resource}
                      onDone={onDone}
                      onEdit={onEdit}
                    />
                  ))}
                </List>
              </Section>
            ) : null}
            {forms}
          </>
        );
      }}
    </Query>
  );
}
