import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { RelativeTime, useDates } from '@/ui/dates';
import { Markdown } from '@/ui/Markdown';
import { PersonName } from '@/ui/PersonLine';
import classes from './development.module.css';
import { StatusMark } from './Marks';
import { numberText } from './measure';

export const CheckInLineFragment = graphql(`
  fragment CheckInLine_checkIn on CheckIn {
    id
    progress
    status
    reason
    confidence
    number
    comment
    createdAt
    author {
      id
      ...PersonLine_person
    }
  }
`);

/** What somebody told about a goal at one moment. */
export function CheckInLine({ checkIn: masked }: { checkIn: FragmentType<typeof CheckInLineFragment> }) {
  const checkIn = unmask(CheckInLineFragment, masked);
  const { t } = useTranslation('development');
  const { locale } = useDates();
  const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(checkIn.progress / 100);
  return (
    <div className={classes.checkIn}>
      <p className={classes.meta}>
        <PersonName person={checkIn.author} />
        <span>
          {checkIn.number === null
            ? t('checkIn.at', { percent })
            : t('checkIn.atNumber', { number: numberText(checkIn.number, locale), percent })}
        </span>
        <StatusMark status={checkIn.status} />
        {checkIn.confidence ? <span>{t(`confidence.told.${checkIn.confidence}`)}</span> : null}
        <RelativeTime at={checkIn.createdAt} />
      </p>
      {/* Some give the reason in the same words. */}
      {checkIn.reason && checkIn.reason.trim() !== checkIn.comment.trim() ? <p className={classes.plain}>{checkIn.reason}</p> : null}
      {checkIn.comment ? <Markdown>{checkIn.comment}</Markdown> : null}
    </div>
  );
}
