import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Unsubscribe, kindOf } from '@/features/digest/Unsubscribe';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { Card } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import { useHashToken } from '../useHashToken';

export default function UnsubscribePage() {
  const { t } = useTranslation('access');
  // Before the hook that takes the token out of the address, and all that stands beside it.
  const [kind] = useState(() => kindOf(location.hash));
  const token = useHashToken();
  return (
    <>
      <PageHeader title={t(`unsubscribe.${kind}.title`)} />
      {token ? (
        <Card>
          <Unsubscribe token={token} kind={kind} />
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
