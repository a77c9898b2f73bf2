import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { plainText } from '@/lib/plainText';
import { RelativeTime } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import classes from './home.module.css';

export const ThanksReceivedFragment = graphql(`
  fragment ThanksReceived_home on Home {
    thanksReceived {
      id
      message
      createdAt
      author {
        id
        ...PersonLine_person
      }
    }
  }
`);

/** Kudos of the last two weeks to the viewer. */
export function ThanksReceived({ home: masked }: { home: FragmentType<typeof ThanksReceivedFragment> }) {
  const { thanksReceived } = unmask(ThanksReceivedFragment, masked);
  const { t } = useTranslation('home');
  return (
    <Section
      title={t('thanks.title')}
      aside={
        <Link className={classes.more} to={paths.recognition}>
          {t('thanks.give')}
        </Link>
      }
    >
      {thanksReceived.length === 0 ? (
        <p className={classes.quiet}>{t('thanks.none')}</p>
      ) : (
        <ul className={classes.warm}>
          {thanksReceived.map((kudos) => (
            <li key={kudos.id} className={classes.thanks}>
              <PersonLine person={kudos.author} note={<RelativeTime at={kudos.createdAt} />} />
              <Link className={classes.message} to={paths.kudos(kudos.id)}>
                {plainText(kudos.message)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
