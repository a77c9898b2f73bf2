import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { DateTimeText } from '@/ui/dates';
import { Section } from '@/ui/Section';
import classes from './mail.module.css';
import { useMailWords } from './words';

export const TriesFragment = graphql(`
  fragment Tries_mail on OutgoingMail {
    id
    tries {
      at
      server
      taken
      stage
      code
      answer
      milliseconds
    }
  }
`);

/** Every try to hand a mail to a server, oldest first, with what the server said. */
export function Tries({ mail: masked }: { mail: FragmentType<typeof TriesFragment> }) {
  const { tries } = unmask(TriesFragment, masked);
  const { t } = useTranslation('mail');
  const words = useMailWords();
  return (
    <Section title={t('tries')}>
      {tries.length === 0 ? (
        <p className={classes.hint}>{t('tries.none')}</p>
      ) : (
        <ol className={classes.tries}>
          {tries.map((one, index) => (
            <li key={index} className={classes.try}>
              <div className={classes.head}>
                <span className={classes.name}>
                  <DateTimeText at={one.at} />
                </span>
                <span className={classes.mark} data-tone={one.taken ? 'good' : 'warm'}>
                  {t(one.taken ? 'try.taken' : 'try.refused')}
                </span>
              </div>
              <dl className={classes.facts}>
                {one.server ? (
                  <>
                    <dt>{t('try.server')}</dt>
                    <dd>{one.server}</dd>
                  </>
                ) : null}
                {one.taken ? null : (
                  <>
                    <dt>{t('try.stage')}</dt>
                    <dd>{words.stage(one.stage)}</dd>
                  </>
                )}
                <dt>{t('try.code')}</dt>
                <dd>{one.code ?? t('try.noCode')}</dd>
                <dt>{t('try.took')}</dt>
                <dd>{t('try.milliseconds', { milliseconds: one.milliseconds })}</dd>
              </dl>
              {one.answer ? <pre className={classes.answer}>{one.answer}</pre> : null}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
