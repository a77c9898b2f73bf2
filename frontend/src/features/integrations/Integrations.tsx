import { Button } from '@mantine/core';
import { IconMessages, IconWebhook } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { List } from '@/ui/List';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import classes from './integrations.module.css';
import { Status } from './Status';

const EndpointDialog = lazy(() => import('./EndpointDialog'));
const ChannelDialog = lazy(() => import('./ChannelDialog'));

const IntegrationsQuery = graphql(`
  query Integrations {
    webhookEndpoints {
      id
      name
      url
      enabled
      disabledReason
      failingSince
    }
    chatChannels {
      id
      name
      service
      enabled
      disabledReason
      failingSince
    }
  }
`);

/** What other programs and chats are told: all of them, and how they do. */
export function Integrations() {
  const { t } = useTranslation(['integrations', 'common']);
  const [adding, setAdding] = useState<'endpoint' | 'channel' | null>(null);
  const result = useQuery({ query: IntegrationsQuery });
  return (
    <div className={classes.stack}>
      <p className={classes.text}>{t('lead')}</p>
      <Query result={result}>
        {({ webhookEndpoints, chatChannels }) => (
          <>
            <Section
              title={t('endpoints')}
              aside={
                webhookEndpoints.length > 0 ? (
                  <Button variant="default" onClick={() => setAdding('endpoint')}>
                    {t('endpoint.add')}
                  </Button>
                ) : null
              }
            >
              {webhookEndpoints.length === 0 ? (
                <EmptyState
                  icon={<IconWebhook size={32} stroke={1.5} />}
                  title={t('endpoints.none')}
                  example={t('endpoints.noneExample')}
                  action={<Button onClick={() => setAdding('endpoint')}>{t('endpoint.add')}</Button>}
                />
              ) : (
                <List label={t('endpoints')}>
                  {webhookEndpoints.map((endpoint) => (
                    <li key={endpoint.id} className={classes.item}>
                      <span className={classes.grow}>
                        <Link className={classes.name} to={paths.webhookEndpoint(endpoint.id)}>
                          {endpoint.name}
                        </Link>
                        <span className={classes.note}>{endpoint.url}</span>
                      </span>
                      <Status integration={endpoint} />
                    </li>
                  ))}
                </List>
              )}
            </Section>
            <Section
              title={t('channels')}
              aside={
                chatChannels.length > 0 ? (
                  <Button variant="default" onClick={() => setAdding('channel')}>
                    {t('channel.add')}
                  </Button>
                ) : null
              }
            >
              {chatChannels.length === 0 ? (
                <EmptyState
                  icon={<IconMessages size={32} stroke={1.5} />}
                  title={t('channels.none')}
                  example={t('channels.noneExample')}
                  action={<Button onClick={() => setAdding('channel')}>{t('channel.add')}</Button>}
                />
              ) : (
                <List label={t('channels')}>
                  {chatChannels.map((channel) => (
                    <li key={channel.id} className={classes.item}>
                      <span className={classes.grow}>
                        <Link className={classes.name} to={paths.chatChannel(channel.id)}>
                          {channel.name}
                        </Link>
                        <span className={classes.note}>{t(`service.${channel.service}`)}</span>
                      </span>
                      <Status integration={channel} />
                    </li>
                  ))}
                </List>
              )}
            </Section>
          </>
        )}
      </Query>
      <Suspense fallback={null}>
        {adding === 'endpoint' ? (
          <EndpointDialog endpoint={null} onClose={() => setAdding(null)} />
        ) : null}
        {adding === 'channel' ? (
          <ChannelDialog channel={null} onClose={() => setAdding(null)} />
        ) : null}
      </Suspense>
    </div>
  );
}
