import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useDates } from '@/ui/dates';
import { PersonName } from '@/ui/PersonLine';
import classes from './hr.module.css';

export const WordingsFragment = graphql(`
  fragment Wordings_wording on QuestionWording {
    number
    at
    texts {
      en
      ru
    }
    by {
      id
      ...PersonLine_person
    }
  }
`);

/** How a question was worded before, by whom and when it was changed. */
export function Wordings({
  wordings: masked,
}: {
  wordings: readonly FragmentType<typeof WordingsFragment>[];
}) {
  const { t } = useTranslation('cycles');
  const dates = useDates();
  const wordings = unmask(WordingsFragment, masked);
  if (wordings.length === 0) return null;
  return (
    <details>
      <summary className={classes.summary}>{t('wordings.count', { count: wordings.length })}</summary>
      <ol className={classes.wordings} reversed>
        {wordings.map((one) => (
          <li key={one.number}>
            {one.texts.en ? <p className={classes.term}>{one.texts.en}</p> : null}
            {one.texts.ru ? <p className={classes.term}>{one.texts.ru}</p> : null}
            <span className={classes.note}>
              {t('wordings.until', { date: dates.shortDay(one.at) })}
              {one.by ? (
                <>
                  {' · '}
                  <PersonName person={one.by} />
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
