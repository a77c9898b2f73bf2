import { Button } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { usePolling } from '@/lib/usePolling';
import { DateTimeText } from '@/ui/dates';
import { FormError } from '@/ui/Form';
import { PersonName } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { NotThere } from '@/ui/states';
import { toast } from '@/ui/toast';
import classes from './mail.module.css';
import { MailStanding } from './MailStanding';
import { Tries } from './Tries';
import { useCancelMail, useSendAgain } from './useMail';
import { useMailWords } from './words';

const OutgoingMailQuery = graphql(`
  query OutgoingMailPage($id: ID!) {
    node(id: $id) {
      ... on OutgoingMail {
        id
        kind
        toName
        toAddress
        person {
          id
          ...PersonLine_person
        }
        state
        attempts
        createdAt
        nextAttemptAt
        sentAt
        bouncedAt
        answer
        lastError
        replayable
        ...Tries_mail
      }
    }
  }
`);

type OutgoingMail = Extract<
  NonNullable<DocumentType<typeof OutgoingMailQuery>['node']>,
  { __typename: 'OutgoingMail' }
>;

const LOOK_EVERY = 3000;

/** One mail of the outbox: everything about it but what it says. */
export function OutgoingMailView() {
  const { t } = useTranslation('mail');
  const { id = '' } = useParams();
  const result = useQuery({ query: OutgoingMailQuery, variables: { id } });
  const read = result[1];
  const node = result[0].data?.node;
  const mail = node?.__typename === 'OutgoingMail' ? node : null;
  const underWay = mail?.state === 'QUEUED' || mail?.state === 'SENDING';
  const look = useCallback(() => {
    if (underWay) read({ requestPolicy: 'network-only' });
  }, [underWay, read]);
  usePolling(look, LOOK_EVERY);
  return (
    <div className={classes.stack}>
      <Link className={classes.back} to={paths.companyMail}>
        ← {t('back')}
      </Link>
      <Query result={result}>{() => (mail ? <Known mail={mail} /> : <NotThere />)}</Query>
    </div>
  );
}

function Known({ mail }: { mail: OutgoingMail }) {
  const { t } = useTranslation('mail');
  const words = useMailWords();
  const again = useSendAgain();
  const cancel = useCancelMail();

  async function sendAgain() {
    const outcome = await again.run({ input: { id: mail.id } });
    if (outcome.ok) toast(t('again.queued'));
  }

  async function takeBack() {
    const outcome = await cancel.run({ input: { id: mail.id } });
    if (outcome.ok) toast(t('cancelled'));
  }

  return (
    <>
      <Section title={words.kind(mail.kind)} aside={<MailStanding mail={mail} />}>
        <p className={classes.hint}>{t('neverItsWords')}</p>
        <dl className={classes.facts}>
          <dt>{t('fact.to')}</dt>
          <dd>
            {mail.person ? (
              <>
                <PersonName person={mail.person} /> · {mail.toAddress}
              </>
            ) : mail.toName ? (
              t('toNamed', { name: mail.toName, address: mail.toAddress })
            ) : (
              mail.toAddress
            )}
          </dd>
          <dt>{t('fact.queued')}</dt>
          <dd>
            <DateTimeText at={mail.createdAt} />
          </dd>
          {mail.nextAttemptAt ? (
            <>
              <dt>{t('fact.next')}</dt>
              <dd>
                <DateTimeText at={mail.nextAttemptAt} />
              </dd>
            </>
          ) : null}
          {mail.sentAt ? (
            <>
              <dt>{t('fact.sent')}</dt>
              <dd>
                <DateTimeText at={mail.sentAt} />
              </dd>
            </>
          ) : null}
          {mail.bouncedAt ? (
            <>
              <dt>{t('fact.bounced')}</dt>
              <dd>
                <DateTimeText at={mail.bouncedAt} />
              </dd>
            </>
          ) : null}
          {mail.answer ? (
            <>
              <dt>{t('fact.answer')}</dt>
              <dd>{mail.answer}</dd>
            </>
          ) : null}
          {mail.lastError ? (
            <>
              <dt>{t('fact.lastError')}</dt>
              <dd>{words.problem(mail.lastError)}</dd>
            </>
          ) : null}
        </dl>
        <FormError>{again.error() ?? cancel.error()}</FormError>
        {mail.replayable || mail.state === 'QUEUED' ? (
          <div className={classes.acts}>
            {mail.replayable ? (
              <Button loading={again.pending} onClick={() => void sendAgain()}>
                {t('again')}
              </Button>
            ) : null}
            {mail.state === 'QUEUED' ? (
              <>
                <Button variant="default" loading={cancel.pending} onClick={() => void takeBack()}>
                  {t('cancel')}
                </Button>
                <span className={classes.hint}>{t('cancel.text')}</span>
              </>
            ) : null}
          </div>
        ) : null}
      </Section>
      <Tries mail={mail} />
    </>
  );
}
