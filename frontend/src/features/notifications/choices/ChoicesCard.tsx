import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { paths } from '@/lib/paths';
import { Section } from '@/ui/Section';
import classes from './choices.module.css';

/** Among the settings: what is chosen on a page of its own. */
export function ChoicesCard() {
  const { t } = useTranslation('reach');
  return (
    <Section title={t('card')} look="card">
      <p className={classes.text}>{t('cardText')}</p>
      <div>
        <Button variant="default" component={Link} to={paths.notificationSettings}>
          {t('cardLink')}
        </Button>
      </div>
    </Section>
  );
}
