import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { PersonLine, PersonName } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import classes from './awards.module.css';

export const JuryFragment = graphql(`
  fragment Jury_award on Award {
    isJuror
    jurors {
      id
      ...PersonLine_person
    }
    organiser {
      id
      ...PersonLine_person
    }
  }
`);

/** Who votes, and who organises it: everybody may know. */
export function Jury({ award: masked }: { award: FragmentType<typeof JuryFragment> }) {
  const award = unmask(JuryFragment, masked);
  const { t } = useTranslation('awards');
  return (
    <Section title={t('jury.title')} look="card">
      {award.isJuror ? <p className={classes.small}>{t('jury.you')}</p> : null}
      {award.jurors.length > 0 ? (
        <ul className={classes.jury} aria-label={t('jury.title')}>
          {award.jurors.map((person) => (
            <li key={person.id}>
              <PersonLine person={person} size="sm" />
            </li>
          ))}
        </ul>
      ) : (
        <p className={classes.small}>{t('jury.none')}</p>
      )}
      <p className={classes.small}>
        {t('jury.organiser')} <PersonName person={award.organiser} />
      </p>
    </Section>
  );
}
