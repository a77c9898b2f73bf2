import { Button } from '@mantine/core';
import { IconCircleCheck, IconLinkOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { addDays } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { useCommand } from '@/lib/useCommand';
import { useDates } from '@/ui/dates';
import { FormActions, FormError } from '@/ui/Form';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { Card } from '@/ui/Section';
import { Stack } from '@/ui/Stack';
import { EmptyState } from '@/ui/states';
import classes from './mail.module.css';

const MailActQuery = graphql(`
  query MailActPage($token: String!) {
    mailAct(token: $token) {
      kind
      actor
      other
      title
      done
      expiresOn
    }
  }
`);

const PerformMailAct = graphql(`
  mutation PerformMailAct($input: PerformMailActInput!) {
    performMailAct(input: $input) {
      ... on PerformMailActSuccess {
        act {
          kind
          done
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

type Act = NonNullable<DocumentType<typeof MailActQuery>['mailAct']>;

/** What a link in a mail prepared. Looking does nothing: programs that look through mail open links as well. */
export function MailAct({ token }: { token: string }) {
  const result = useQuery({ query: MailActQuery, variables: { token } });
  return (
    <Query result={result}>
      {({ mailAct }) => (mailAct ? <Prepared token={token} act={mailAct} /> : <Ended />)}
    </Query>
  );
}

function Prepared({ token, act }: { token: string; act: Act }) {
  const { t } = useTranslation('acts');
  const dates = useDates();
  const perform = useCommand(PerformMailAct, { quiet: true });
  const [done, setDone] = useState(false);
  const { kind, actor, other } = act;

  if (done || act.done) {
    return (
      <>
        <PageHeader title={t(done ? 'done' : 'doneBefore')} />
        <div role="status">
          <EmptyState
            icon={<IconCircleCheck size={32} stroke={1.5} />}
            title={t(done ? `done.${kind}` : `doneBefore.${kind}`, { name: other })}
            {...(act.title ? { example: act.title } : {})}
            action={
              <Button variant="default" component={Link} to={paths.home}>
                {t('open')}
              </Button>
            }
          />
        </div>
      </>
    );
  }
  // It was taken back, or its time went by, while the page stood open.
  if (perform.refusal?.code === 'MAIL_ACT_INVALID') return <Ended />;
  return (
    <>
      <PageHeader title={t(`title.${kind}`, { name: other })} />
      <Card>
        <Stack>
          <p className={classes.text}>{t(`text.${kind}`, { name: other })}</p>
          {act.title ? <blockquote className={classes.quote}>{act.title}</blockquote> : null}
          <p className={classes.note}>{t('as', { name: actor })}</p>
          <p className={classes.note}>
            {t('until', { date: dates.date(addDays(act.expiresOn, -1)) })}
          </p>
          <FormError>{perform.error()}</FormError>
          <FormActions>
            <Button
              size="md"
              loading={perform.pending}
              onClick={() =>
                void perform.run({ input: { token } }).then((outcome) => setDone(outcome.ok))
              }
            >
              {t(`do.${kind}`)}
            </Button>
          </FormActions>
        </Stack>
      </Card>
    </>
  );
}

/** Not one of ours, over, or not possible any more: the server does not tell which. */
export function Ended() {
  const { t } = useTranslation('acts');
  return (
    <>
      <PageHeader title={t('ended')} />
      <EmptyState
        icon={<IconLinkOff size={32} stroke={1.5} />}
        title={t('endedText')}
        example={t('endedExample')}
        action={
          <Button variant="default" component={Link} to={paths.home}>
            {t('open')}
          </Button>
        }
      />
    </>
  );
}
