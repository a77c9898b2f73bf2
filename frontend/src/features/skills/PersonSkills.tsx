import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { Section } from '@/ui/Section';
import { Level } from './Level';
import { SkillTag } from './SkillTag';
import classes from './skills.module.css';

export const PersonSkillsFragment = graphql(`
  fragment PersonSkills_person on Person {
    id
    skills {
      level
      wantsToLearn
      canTeach
      skill {
        id
        name
      }
    }
  }
`);

/** What somebody can do, on their page: best known first. */
export function PersonSkills({ person: masked }: { person: FragmentType<typeof PersonSkillsFragment> }) {
  const { t } = useTranslation('skills');
  const { skills } = unmask(PersonSkillsFragment, masked);
  if (skills.length === 0) return null;
  return (
    <Section title={t('person.title')} look="card">
      <ul className={classes.plain}>
        {[...skills]
          .sort((one, other) => other.level - one.level)
          .map((one) => (
            <li key={one.skill.id} className={classes.personSkill}>
              <Link className={classes.name} to={paths.peopleWithSkill(one.skill.id)}>
                {one.skill.name}
              </Link>
              <span className={classes.facts}>
                <Level level={one.level} />
                {one.wantsToLearn ? <SkillTag tone="learn">{t('wantsToLearn')}</SkillTag> : null}
                {one.canTeach ? <SkillTag tone="teach">{t('canTeach')}</SkillTag> : null}
              </span>
            </li>
          ))}
      </ul>
    </Section>
  );
}
