import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { LoadingState, NotThere } from '@/ui/states';
import { toast } from '@/ui/toast';
import classes from './mail.module.css';
import { useKinds } from './OutboxFilters';
import { useSendParkedAgain } from './useMail';

const ParkedMails = graphql(`
  query ParkedMails($kind: String) {
    outbox {
      mails(first: 1, state: FAILED, kind: $kind) {
        totalCount
      }
    }
  }
`);

interface SendAgainDialogProps {
  /** The kind that was looked at; empty for all. */
  kind: string;
  onClose: () => void;
}

/** Says how many mails could not be sent, of all kinds or of one, and sends them again. */
export default function SendAgainDialog({ kind: looked, onClose }: SendAgainDialogProps) {
  const { t } = useTranslation(['mail', 'common']);
  const [kind, setKind] = useState(looked);
  const kinds = useKinds();
  const result = useQuery({ query: ParkedMails, variables: { kind: kind || null } });
  const again = useSendParkedAgain();
  // Until the number of another kind is there, the one before is still shown.
  const counting = result[0].fetching || result[0].stale;
  const none = counting || result[0].data?.outbox?.mails.totalCount === 0;

  async function send() {
    if (none) return;
    const outcome = await again.run({ input: { kind: kind || null } });
    if (!outcome.ok) return;
    toast(t('again.done', { count: outcome.data.count }));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('again.all')} size="sm">
      <Query result={result} loading={<LoadingState lines={2} height={52} />}>
        {({ outbox }) =>
          outbox ? (
            <Form onSubmit={() => void send()}>
              <NativeSelect
                size="md"
                label={t('kind')}
                value={kind}
                onChange={(event) => setKind(event.currentTarget.value)}
                data={[{ value: '', label: t('kind.all') }, ...kinds]}
              />
              <p className={classes.text} role="status">
                {outbox.mails.totalCount === 0
                  ? t('again.none')
                  : t('again.many', { count: outbox.mails.totalCount })}
              </p>
              <p className={classes.hint}>{t('again.left')}</p>
              <FormError>{again.error()}</FormError>
              <FormActions>
                <Button variant="default" onClick={onClose}>
                  {t('common:action.cancel')}
                </Button>
                <Button type="submit" loading={again.pending} disabled={none}>
                  {t('again')}
                </Button>
              </FormActions>
            </Form>
          ) : (
            <NotThere />
          )
        }
      </Query>
    </Dialog>
  );
}
