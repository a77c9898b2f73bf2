import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { RelativeTime } from '@/ui/dates';
import classes from './mail.module.css';
import { MailStanding } from './MailStanding';
import { useMailWords } from './words';

export const OutgoingMailLineFragment = graphql(`
  fragment OutgoingMailLine_mail on OutgoingMail {
    id
    kind
    toName
    toAddress
    state
    attempts
    createdAt
    sentAt
    bouncedAt
    lastError
  }
`);

/** One line of the outbox: what, to whom, where it stands, and what a server said against it. */
export function OutgoingMailLine({ mail: masked }: { mail: FragmentType<typeof OutgoingMailLineFragment> }) {
  const mail = unmask(OutgoingMailLineFragment, masked);
  const { t } = useTranslation('mail');
  const words = useMailWords();
  const kind = words.kind(mail.kind);
  return (
    <li className={classes.line}>
      <span className={classes.grow}>
        <Link
          className={classes.name}
          to={paths.outgoingMail(mail.id)}
          aria-label={t('openNamed', { kind, address: mail.toAddress })}
        >
          {kind}
        </Link>
        <span className={classes.note}>
          {mail.toName ? t('toNamed', { name: mail.toName, address: mail.toAddress }) : mail.toAddress}
        </span>
        {mail.lastError && mail.state !== 'SENT' ? (
          <span className={classes.said}>{words.problem(mail.lastError)}</span>
        ) : null}
      </span>
      <span className={classes.aside}>
        <MailStanding mail={mail} />
        <span className={classes.note}>
          <RelativeTime at={mail.bouncedAt ?? mail.sentAt ?? mail.createdAt} />
        </span>
      </span>
    </li>
  );
}
