import { Button } from '@mantine/core';
import { Suspense, lazy, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { FormActions } from '@/ui/Form';
import classes from './mail.module.css';
import { OutboxFigures } from './OutboxFigures';
import { type OutboxFilter, OutboxFilters, stateOf } from './OutboxFilters';
import { OutboxList } from './OutboxList';

const TestMailDialog = lazy(() => import('./TestMailDialog'));
const SendAgainDialog = lazy(() => import('./SendAgainDialog'));

/** Outgoing mail in figures and as a list. What is looked for stands in the address. */
export function Outbox() {
  const { t } = useTranslation('mail');
  const [params, setParams] = useSearchParams();
  const [open, setOpen] = useState<'test' | 'again' | null>(null);
  const filter: OutboxFilter = {
    state: stateOf(params.get('state')),
    kind: params.get('kind') ?? '',
    search: params.get('q') ?? '',
  };
  const change = useCallback(
    (patch: Record<string, string>) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(patch)) {
            if (value) next.set(name, value);
            else next.delete(name);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  const close = () => setOpen(null);

  return (
    <div className={classes.stack}>
      <p className={classes.hint}>{t('explain')}</p>
      <OutboxFigures />
      <FormActions>
        <Button variant="default" onClick={() => setOpen('again')}>
          {t('again.all')}
        </Button>
        <Button onClick={() => setOpen('test')}>{t('test')}</Button>
      </FormActions>
      <OutboxFilters filter={filter} onChange={change} />
      <OutboxList key={`${filter.state}\n${filter.kind}\n${filter.search}`} filter={filter} />
      <Suspense fallback={null}>
        {open === 'test' ? <TestMailDialog onClose={close} /> : null}
        {open === 'again' ? <SendAgainDialog kind={filter.kind} onClose={close} /> : null}
      </Suspense>
    </div>
  );
}
