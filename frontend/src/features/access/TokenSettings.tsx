import { Button } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { useDates } from '@/ui/dates';
import { FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from './access.module.css';

const CreateAccessTokenDialog = lazy(() => import('./CreateAccessTokenDialog'));

export const TokenSettingsFragment = graphql(`
  fragment TokenSettings_viewer on Viewer {
    accessTokens {
      id
      name
      prefix
      scopes
      expiresAt
      lastUsedAt
    }
  }
`);

const RevokeAccessToken = graphql(`
  mutation RevokeAccessToken($input: RevokeAccessTokenInput!) {
    revokeAccessToken(input: $input) {
      ... on RevokeAccessTokenSuccess {
        viewer {
          accessTokens {
            id
          }
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

/** One's personal access tokens. */
export function TokenSettings({ viewer: masked }: { viewer: FragmentType<typeof TokenSettingsFragment> }) {
  const { accessTokens } = unmask(TokenSettingsFragment, masked);
  const { t } = useTranslation('access');
  const dates = useDates();
  const revoke = useCommand(RevokeAccessToken);
  const [making, setMaking] = useState(false);

  return (
    <Section
      title={t('tokens.title')}
      look="card"
      aside={
        <Button variant="default" onClick={() => setMaking(true)}>
          {t('tokens.new')}
        </Button>
      }
    >
      <p className={classes.text}>{t('tokens.lead')}</p>
      <FormError>{revoke.error()}</FormError>
      {accessTokens.length === 0 ? (
        <p className={classes.text}>{t('tokens.none')}</p>
      ) : (
        <ul className={classes.accounts}>
          {accessTokens.map((token) => (
            <li key={token.id} className={classes.account}>
              <span className={classes.grow}>
                <span className={classes.name}>{token.name}</span>
                <span className={classes.note}>
                  <code>{token.prefix}…</code> ·{' '}
                  {t(token.scopes.includes('WRITE') ? 'tokens.scope.READ_WRITE' : 'tokens.scope.READ')} ·{' '}
                  {t('tokens.expires', { date: dates.shortDay(token.expiresAt) })} ·{' '}
                  {token.lastUsedAt
                    ? t('tokens.used', { when: dates.relative(token.lastUsedAt) })
                    : t('tokens.neverUsed')}
                </span>
              </span>
              <Button
                variant="default"
                aria-label={t('tokens.revokeNamed', { name: token.name })}
                disabled={revoke.pending}
                onClick={() =>
                  void revoke.run({ input: { accessTokenId: token.id } }).then((outcome) => {
                    if (outcome.ok) toast(t('tokens.revoked', { name: token.name }));
                  })
                }
              >
                {t('tokens.revoke')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {making ? (
        <Suspense fallback={null}>
          <CreateAccessTokenDialog onClose={() => setMaking(false)} />
        </Suspense>
      ) : null}
    </Section>
  );
}
