import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { NotThere } from '@/ui/states';

export default function NotFoundPage() {
  const { t } = useTranslation('common');
  return (
    <>
      <PageHeader title={t('notThere.page')} />
      <NotThere
        action={
          <Button component={Link} to={paths.home}>
            {t('notThere.home')}
          </Button>
        }
      />
    </>
  );
}
