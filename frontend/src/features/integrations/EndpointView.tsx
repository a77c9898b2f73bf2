import { Button } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { Dialog } from '@/ui/Dialog';
import { FormActions, FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { Stack } from '@/ui/Stack';
import { NotThere } from '@/ui/states';
import { toast } from '@/ui/toast';
import { DeliveryLog } from './DeliveryLog';
import type { EditedEndpoint } from './EndpointDialog';
import classes from './integrations.module.css';
import { RemoveDialog } from './RemoveDialog';
import { Secret } from './Secret';
import { Status } from './Status';
import { useRemoveEndpoint, useRotateSecret, useSendTest } from './useIntegrations';

const EndpointDialog = lazy(() => import('./EndpointDialog'));

const EndpointQuery = graphql(`
  query WebhookEndpoint($id: ID!) {
    webhookEndpoint(id: $id) {
      id
      name
      url
      events
      enabled
      disabledReason
      failingSince
      version
      secretEnds
    }
  }
`);

/** One address that takes webhooks, what can be done with it, and its log. */
export function EndpointView() {
  const { t } = useTranslation(['integrations', 'common']);
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'edit' | 'rotate' | 'remove' | null>(null);
  const result = useQuery({ query: EndpointQuery, variables: { id } });
  const test = useSendTest();
  const remove = useRemoveEndpoint();
  const close = () => setOpen(null);

  async function sendTest() {
    const outcome = await test.run({ input: { endpointId: id } });
    if (outcome.ok) toast(t('test.sent'));
  }

  async function removeIt() {
    const outcome = await remove.run({ input: { endpointId: id } });
    if (!outcome.ok) return;
    toast(t('removed'));
    void navigate(paths.companyIntegrations);
  }

  return (
    <div className={classes.stack}>
      <Link to={paths.companyIntegrations}>← {t('back')}</Link>
      <Query result={result}>
        {({ webhookEndpoint: endpoint }) =>
          endpoint ? (
            <>
              <Section title={endpoint.name} aside={<Status integration={endpoint} />}>
                <dl className={classes.facts}>
                  <dt>{t('endpoint.url')}</dt>
                  <dd>
                    <code>{endpoint.url}</code>
                  </dd>
                  <dt>{t('events')}</dt>
                  <dd>{endpoint.events.map((event) => t(`event.${event}`)).join(' · ')}</dd>
                  <dt>{t('secret')}</dt>
                  <dd>
                    {endpoint.secretEnds ? (
                      <code>whsec_…{endpoint.secretEnds}</code>
                    ) : (
                      t('secret.unreadable')
                    )}
                  </dd>
                </dl>
                <FormError>{test.error()}</FormError>
                <div className={classes.acts}>
                  <Button loading={test.pending} onClick={() => void sendTest()}>
                    {t('test')}
                  </Button>
                  <Button variant="default" onClick={() => setOpen('edit')}>
                    {t('common:action.edit')}
                  </Button>
                  <Button variant="default" onClick={() => setOpen('rotate')}>
                    {t('rotate')}
                  </Button>
                  <Button variant="default" onClick={() => setOpen('remove')}>
                    {t('remove')}
                  </Button>
                </div>
              </Section>
              <DeliveryLog of="endpoint" id={id} />
              {open === 'edit' ? (
                <Suspense fallback={null}>
                  <EndpointDialog endpoint={endpoint} onClose={close} />
                </Suspense>
              ) : null}
              {open === 'rotate' ? <RotateDialog endpoint={endpoint} onClose={close} /> : null}
              {open === 'remove' ? (
                <RemoveDialog
                  name={endpoint.name}
                  error={remove.error()}
                  pending={remove.pending}
                  onRemove={() => void removeIt()}
                  onClose={close}
                />
              ) : null}
            </>
          ) : (
            <NotThere />
          )
        }
      </Query>
    </div>
  );
}

/** A new secret, after a word of what that means. */
function RotateDialog({ endpoint, onClose }: { endpoint: EditedEndpoint; onClose: () => void }) {
  const { t } = useTranslation(['integrations', 'common']);
  const rotate = useRotateSecret();
  const [version] = useState(endpoint.version);
  const [secret, setSecret] = useState<string>();

  async function run() {
    const outcome = await rotate.run({ input: { endpointId: endpoint.id, version } });
    if (outcome.ok) setSecret(outcome.data.secret);
  }

  return (
    <Dialog opened onClose={onClose} title={t(secret ? 'secret.title' : 'rotate.title')} size="md">
      {secret ? (
        <Secret secret={secret} lead={t('secret.rotated')} onClose={onClose} />
      ) : (
        <Stack>
          <p className={classes.text}>{t('rotate.text')}</p>
          <FormError>{rotate.error()}</FormError>
          <FormActions>
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button data-autofocus loading={rotate.pending} onClick={() => void run()}>
              {t('rotate')}
            </Button>
          </FormActions>
        </Stack>
      )}
    </Dialog>
  );
}
