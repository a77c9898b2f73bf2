import { Button } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { NotThere } from '@/ui/states';
import { toast } from '@/ui/toast';
import { DeliveryLog } from './DeliveryLog';
import classes from './integrations.module.css';
import { RemoveDialog } from './RemoveDialog';
import { Status } from './Status';
import { useRemoveChannel, useSendTest } from './useIntegrations';

const ChannelDialog = lazy(() => import('./ChannelDialog'));

const ChannelQuery = graphql(`
  query ChatChannel($id: ID!) {
    chatChannel(id: $id) {
      id
      name
      service
      language
      events
      enabled
      disabledReason
      failingSince
      version
    }
  }
`);

/** One chat, what can be done with it, and its log. */
export function ChannelView() {
  const { t } = useTranslation(['integrations', 'common']);
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null);
  const result = useQuery({ query: ChannelQuery, variables: { id } });
  const test = useSendTest();
  const remove = useRemoveChannel();
  const close = () => setOpen(null);

  async function sendTest() {
    const outcome = await test.run({ input: { channelId: id } });
    if (outcome.ok) toast(t('test.sent'));
  }

  async function removeIt() {
    const outcome = await remove.run({ input: { channelId: id } });
    if (!outcome.ok) return;
    toast(t('removed'));
    void navigate(paths.companyIntegrations);
  }

  return (
    <div className={classes.stack}>
      <Link to={paths.companyIntegrations}>← {t('back')}</Link>
      <Query result={result}>
        {({ chatChannel: channel }) =>
          channel ? (
            <>
              <Section title={channel.name} aside={<Status integration={channel} />}>
                <dl className={classes.facts}>
                  <dt>{t('channel.service')}</dt>
                  <dd>{t(`service.${channel.service}`)}</dd>
                  <dt>{t('events')}</dt>
                  <dd>{channel.events.map((event) => t(`event.${event}`)).join(' · ')}</dd>
                  <dt>{t('channel.language')}</dt>
                  <dd>{channel.language === 'RU' ? 'Русский' : 'English'}</dd>
                </dl>
                <FormError>{test.error()}</FormError>
                <div className={classes.acts}>
                  <Button loading={test.pending} onClick={() => void sendTest()}>
                    {t('test')}
                  </Button>
                  <Button variant="default" onClick={() => setOpen('edit')}>
                    {t('common:action.edit')}
                  </Button>
                  <Button variant="default" onClick={() => setOpen('remove')}>
                    {t('remove')}
                  </Button>
                </div>
              </Section>
              <DeliveryLog of="channel" id={id} />
              {open === 'edit' ? (
                <Suspense fallback={null}>
                  <ChannelDialog channel={channel} onClose={close} />
                </Suspense>
              ) : null}
              {open === 'remove' ? (
                <RemoveDialog
                  name={channel.name}
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
