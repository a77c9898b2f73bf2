import { IconServer } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { usePolling } from '@/lib/usePolling';
import { useDates } from '@/ui/dates';
import { List } from '@/ui/List';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState, NotThere } from '@/ui/states';
import classes from './mail.module.css';

const MailServers = graphql(`
  query MailServers {
    outbox {
      servers {
        host
        port
        encrypted
        pausedUntil
      }
      paces {
        domain
        perMinute
        waiting
        pausedUntil
      }
    }
  }
`);

const LOOK_EVERY = 10_000;

/** The mail servers, and the domains that get their mail slowly; which of them rest just now. */
export function Servers() {
  const { t } = useTranslation('mail');
  const result = useQuery({ query: MailServers });
  const read = result[1];
  const look = useCallback(() => read({ requestPolicy: 'network-only' }), [read]);
  usePolling(look, LOOK_EVERY);
  return (
    <div className={classes.stack}>
      <Query result={result}>
        {({ outbox }) =>
          outbox ? (
            <>
              <Section title={t('servers')}>
                {outbox.servers.length === 0 ? (
                  <EmptyState
                    icon={<IconServer size={32} stroke={1.5} />}
                    title={t('servers.none')}
                    example={t('servers.noneExample')}
                  />
                ) : (
                  <>
                    <p className={classes.hint}>{t('servers.explain')}</p>
                    <List label={t('servers')}>
                      {outbox.servers.map((server) => (
                        <li key={`${server.host}:${server.port}`} className={classes.line}>
                          <span className={classes.grow}>
                            <span className={classes.name}>
                              {server.host}:{server.port}
                            </span>
                            <span className={classes.note}>
                              {t(server.encrypted ? 'servers.encrypted' : 'servers.plain')}
                            </span>
                          </span>
                          <Rest until={server.pausedUntil} />
                        </li>
                      ))}
                    </List>
                  </>
                )}
              </Section>
              <Section title={t('paces')}>
                <p className={classes.hint}>{t('paces.explain')}</p>
                {outbox.paces.length === 0 ? (
                  <p className={classes.text}>{t('paces.none')}</p>
                ) : (
                  <List label={t('paces')}>
                    {outbox.paces.map((pace) => (
                      <li key={pace.domain} className={classes.line}>
                        <span className={classes.grow}>
                          <span className={classes.name}>{pace.domain}</span>
                          <span className={classes.note}>
                            {pace.perMinute > 0
                              ? t('paces.perMinute', { count: pace.perMinute })
                              : t('paces.unlimited')}
                            {' · '}
                            {t('paces.waiting', { count: pace.waiting })}
                          </span>
                        </span>
                        <Rest until={pace.pausedUntil} />
                      </li>
                    ))}
                  </List>
                )}
              </Section>
            </>
          ) : (
            <NotThere />
          )
        }
      </Query>
    </div>
  );
}

/** Whether something rests, and until when; a rest that is over is none. */
function Rest({ until }: { until: string | null | undefined }) {
  const { t } = useTranslation('mail');
  const dates = useDates();
  const rests = until && Date.parse(until) > Date.now();
  return (
    <span className={classes.mark} data-tone={rests ? 'warm' : 'good'}>
      {rests ? t('rests', { day: dates.day(until), time: dates.time(until) }) : t('works')}
    </span>
  );
}
