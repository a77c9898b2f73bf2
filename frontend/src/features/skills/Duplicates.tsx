import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { FormError } from '@/ui/Form';
import { List } from '@/ui/List';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from './skills.module.css';
import { useMergeSkills } from './useSkills';

const DuplicatesQuery = graphql(`
  query SkillDuplicates {
    skillDuplicates {
      reason
      one {
        id
        name
        peopleCount
      }
      other {
        id
        name
        peopleCount
      }
    }
  }
`);

/** Skills that look like the same one; one of each two stays, with the other's name as a synonym. */
export function Duplicates() {
  const { t } = useTranslation('skills');
  const [{ data }] = useQuery({ query: DuplicatesQuery });
  const merge = useMergeSkills();
  const pairs = data?.skillDuplicates ?? [];
  if (pairs.length === 0) return null;

  async function join(into: { id: string; name: string }, from: { id: string; name: string }) {
    const outcome = await merge.run({ input: { intoId: into.id, fromIds: [from.id] } });
    if (outcome.ok) toast(t('merge.done', { from: from.name, into: into.name, count: outcome.data.moved }));
  }

  return (
    <Section title={t('merge.title')} look="card">
      <p className={classes.hint}>{t('merge.hint')}</p>
      <List label={t('merge.title')}>
        {pairs.map(({ one, other, reason }) => (
          <li key={`${one.id}:${other.id}`} className={classes.line}>
            <span className={classes.words}>
              <span className={classes.name}>{t('merge.pair', { one: one.name, other: other.name })}</span>
              <span className={classes.quiet}>{reason}</span>
            </span>
            <span className={classes.tags}>
              {[
                [one, other] as const,
                [other, one] as const,
              ].map(([into, from]) => (
                <Button
                  key={into.id}
                  variant="default"
                  loading={merge.pending}
                  onClick={() => void join(into, from)}
                >
                  {t('merge.keep', { skill: into.name })}
                </Button>
              ))}
            </span>
          </li>
        ))}
      </List>
      <FormError>{merge.error()}</FormError>
    </Section>
  );
}
