import { SegmentedControl } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { LANGUAGES, type Language, setLanguage } from '@/lib/i18n';
import { LoadingState } from '@/ui/states';
import { ErrorBoundary } from './ErrorBoundary';
import classes from './PublicLayout.module.css';

/** The frame of what can be seen without signing in. */
export function PublicLayout() {
  const { t, i18n } = useTranslation('common');
  const { pathname } = useLocation();
  return (
    <div className={classes.frame}>
      <header className={classes.top}>
        <span className={classes.brand}>
          <img src="/icon.svg" alt="" width={32} height={32} />
          {t('product')}
        </span>
        <SegmentedControl
          size="sm"
          aria-label={t('menu.language')}
          value={i18n.language}
          onChange={(value) => void setLanguage(value as Language)}
          data={LANGUAGES.map((one) => ({ value: one, label: t(`language.${one}`) }))}
        />
      </header>
      <main className={classes.content}>
        <ErrorBoundary resetKey={pathname}>
          <Suspense fallback={<LoadingState />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
        <div id="floating" />
      </main>
    </div>
  );
}
