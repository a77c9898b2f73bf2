import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { RedeemSignInLink } from '@/features/access/RedeemSignInLink';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { Card } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import { useAccount } from '../account';
import { useHashToken } from '../useHashToken';

export default function SignInLinkPage() {
  const { t } = useTranslation('access');
  const token = useHashToken();
  const navigate = useNavigate();
  const account = useAccount();
  return (
    <>
      <PageHeader title={t('link.title')} />
      {token ? (
        <Card>
          <RedeemSignInLink
            token={token}
            onSignedIn={() => {
              account.changed();
              void navigate(paths.home, { replace: true });
            }}
          />
        </Card>
      ) : (
        <EmptyState
          title={t('link.broken')}
          action={
            <Button component={Link} to={`${paths.signIn}?by=link`}>
              {t('link.new')}
            </Button>
          }
        />
      )}
    </>
  );
}
