import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { DemoAccounts } from '@/features/access/DemoAccounts';
import { SignInForm } from '@/features/access/SignInForm';
import { SignInLinkForm } from '@/features/access/SignInLinkForm';
import { graphql } from '@/gql';
import { PageHeader } from '@/ui/PageHeader';
import { Card } from '@/ui/Section';
import { Stack } from '@/ui/Stack';
import { useAccount } from '../account';
import { localAddress } from '../localAddress';

const SignInPageQuery = graphql(`
  query SignInPage {
    instance {
      name
      mailIsLocal
      ...DemoAccounts_instance
    }
  }
`);

export default function SignInPage() {
  const { t } = useTranslation('access');
  const [search, setSearch] = useSearchParams();
  const [email, setEmail] = useState('');
  const navigate = useNavigate();
  const account = useAccount();
  // Without it one can still sign in, so its failure is not the page's.
  const [{ data }] = useQuery({ query: SignInPageQuery });
  const next = localAddress(search.get('next'));
  const byLink = search.get('by') === 'link';

  const enter = () => {
    account.changed();
    void navigate(next, { replace: true });
  };
  const turn = () => {
    const changed = new URLSearchParams(search);
    if (byLink) changed.delete('by');
    else changed.set('by', 'link');
    setSearch(changed, { replace: true });
  };

  return (
    <Stack gap={24}>
      <div>
        <PageHeader
          title={t('signIn.title')}
          lead={data ? t('signIn.lead', { company: data.instance.name }) : ' '}
        />
        <Card>
          <Stack gap={12}>
            {next === '/' ? null : <p role="status">{t('signIn.kept')}</p>}
            {byLink ? (
              <SignInLinkForm
                email={email}
                onEmail={setEmail}
                mailIsLocal={data?.instance.mailIsLocal ?? false}
              />
            ) : (
              <SignInForm email={email} onEmail={setEmail} onSignedIn={enter} />
            )}
            <Button variant="subtle" onClick={turn}>
              {byLink ? t('signIn.byPassword') : t('signIn.byLink')}
            </Button>
          </Stack>
        </Card>
      </div>
      {data ? <DemoAccounts instance={data.instance} onSignedIn={enter} /> : null}
    </Stack>
  );
}
