import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { List } from '@/ui/List';
import { Section } from '@/ui/Section';
import classes from '../surveys/surveys.module.css';

const DriverDialog = lazy(() => import('./DriverDialog'));

export const DriversFragment = graphql(`
  fragment Drivers_driver on SurveyDriver {
    id
    name
    description
    names {
      en
      ru
    }
    descriptions {
      en
      ru
    }
    items
    version
    canEdit
  }
`);

export type Driver = DocumentType<typeof DriversFragment>;

/** The themes that questions belong to, and by which results are told. */
export function Drivers({ drivers }: { drivers: readonly FragmentType<typeof DriversFragment>[] }) {
  const { t } = useTranslation(['surveys', 'common']);
  const [open, setOpen] = useState<Driver | 'new' | null>(null);
  return (
    <Section
      title={t('driver.title')}
      aside={
        <Button
          variant="default"
          leftSection={<IconPlus size={18} aria-hidden="true" />}
          onClick={() => setOpen('new')}
        >
          {t('driver.new')}
        </Button>
      }
    >
      <p className={classes.hint}>{t('driver.lead')}</p>
      {drivers.length > 0 ? (
        <List label={t('driver.title')}>
          {drivers.map((masked) => {
            const driver = unmask(DriversFragment, masked);
            return (
              <li key={driver.id} className={classes.question}>
                <span className={classes.grow}>
                  <span className={classes.name}>{driver.name}</span>
                  {driver.description ? <span className={classes.note}>{driver.description}</span> : null}
                  <span className={classes.note}>{t('questions.count', { count: driver.items })}</span>
                </span>
                {driver.canEdit ? (
                  <Button
                    variant="default"
                    aria-label={t('driver.editNamed', { name: driver.name })}
                    onClick={() => setOpen(driver)}
                  >
                    {t('common:action.edit')}
                  </Button>
                ) : null}
              </li>
            );
          })}
        </List>
      ) : null}
      <Suspense fallback={null}>
        {open ? (
          <DriverDialog driver={open === 'new' ? null : open} onClose={() => setOpen(null)} />
        ) : null}
      </Suspense>
    </Section>
  );
}
