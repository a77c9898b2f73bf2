import { Button } from '@mantine/core';
import { IconPencil, IconTools } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type DocumentType, graphql, unmask } from '@/gql';
import { DateText } from '@/ui/dates';
import { List } from '@/ui/List';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import { Level } from './Level';
import { SkillTag } from './SkillTag';
import classes from './skills.module.css';

const MySkillsQuery = graphql(`
  query MySkills {
    viewer {
      person {
        id
        skills {
          ...MySkills_skill
        }
      }
    }
  }
`);

export const MySkillFragment = graphql(`
  fragment MySkills_skill on PersonSkill {
    level
    wantsToLearn
    canTeach
    lastUsedOn
    visibility
    expectedLevel
    version
    skill {
      id
      name
      category
    }
  }
`);

export type MySkill = DocumentType<typeof MySkillFragment>;

const SkillDialog = lazy(() => import('./SkillDialog'));
const context = { keep: true };

/** What one can do, would learn and would teach, as one says oneself. */
export function MySkills() {
  const { t } = useTranslation('skills');
  const result = useQuery({ query: MySkillsQuery, context });
  const [open, setOpen] = useState<MySkill | 'new'>();
  const add = <Button onClick={() => setOpen('new')}>{t('mine.add')}</Button>;
  return (
    <>
      <Query result={result}>
        {({ viewer }) => {
          const skills = unmask(MySkillFragment, viewer?.person.skills ?? []);
          if (skills.length === 0) {
            return (
              <EmptyState
                icon={<IconTools size={32} stroke={1.5} />}
                title={t('mine.none')}
                example={t('mine.noneExample')}
                action={add}
              />
            );
          }
          const categories = [...new Set(skills.map((one) => one.skill.category))];
          return (
            <Section title={t('mine.title')} aside={add}>
              <p className={classes.hint}>{t('mine.hint')}</p>
              {categories.map((category) => (
                <div key={category} className={classes.group}>
                  <h3 className={classes.category}>{category || t('mine.other')}</h3>
                  <List label={category || t('mine.other')}>
                    {skills
                      .filter((one) => one.skill.category === category)
                      .map((one) => (
                        <li key={one.skill.id} className={classes.line}>
                          <SkillWords skill={one} />
                          <Button
                            variant="subtle"
                            leftSection={<IconPencil size={18} stroke={1.7} aria-hidden="true" />}
                            aria-label={t('mine.edit', { skill: one.skill.name })}
                            onClick={() => setOpen(one)}
                          >
                            {t('mine.change')}
                          </Button>
                        </li>
                      ))}
                  </List>
                </div>
              ))}
            </Section>
          );
        }}
      </Query>
      {open ? (
        <Suspense fallback={null}>
          <SkillDialog skill={open === 'new' ? null : open} onClose={() => setOpen(undefined)} />
        </Suspense>
      ) : null}
    </>
  );
}

function SkillWords({ skill: one }: { skill: MySkill }) {
  const { t } = useTranslation('skills');
  const missing = one.expectedLevel != null && one.expectedLevel > one.level;
  return (
    <span className={classes.words}>
      <span className={classes.name}>{one.skill.name}</span>
      <span className={classes.facts}>
        <Level level={one.level} expected={one.expectedLevel ?? null} />
        {one.wantsToLearn ? <SkillTag tone="learn">{t('iWantToLearn')}</SkillTag> : null}
        {one.canTeach ? <SkillTag tone="teach">{t('iCanTeach')}</SkillTag> : null}
        {missing ? (
          <SkillTag tone="gap">
            {t('expected', { level: t(`level.${one.expectedLevel as 1 | 2 | 3 | 4}`) })}
          </SkillTag>
        ) : null}
        {one.visibility === 'MANAGER' ? <SkillTag>{t('onlyManager')}</SkillTag> : null}
        {one.lastUsedOn ? (
          <span className={classes.quiet}>
            {t('lastUsed')} <DateText date={one.lastUsedOn} />
          </span>
        ) : null}
      </span>
    </span>
  );
}
