import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Unsubscribe } from '@/features/digest/Unsubscribe';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { Card } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import { useHashToken } from '../useHashToken';

export default function UnsubscribePage() {
  const { t } = useTranslation('access');
  const token = useHashToken();
  return (
    <>
      <PageHeader title={t('unsubscribe.title')} />
      {token ? (
        <Card>
          <Unsubscribe token={token} />
        </Card>
      ) : (
        <EmptyState
          title={t('unsubscribe.broken')}
          action={
            <Button component={Link} to={paths.settings}>
              {t('unsubscribe.settings')}
            </Button>
          }
        />
      )}
    </>
  );
}
