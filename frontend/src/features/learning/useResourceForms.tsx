import { type ReactNode, Suspense, lazy, useState } from 'react';
import type { Resource } from './ResourceLine';

const DoneDialog = lazy(() => import('./DoneDialog'));
const ResourceDialog = lazy(() => import('./ResourceDialog'));

/** The forms that a list of resources opens: what is done, and for HR what it is. */
export function useResourceForms(): {
  onDone: (resource: Resource) => void;
  onEdit: (resource: Resource) => void;
  forms: ReactNode;
} {
  const [open, setOpen] = useState<{ form: 'done' | 'edit'; resource: Resource } | null>(null);
  const close = () => setOpen(null);
  return {
    onDone: (resource) => setOpen({ form: 'done', resource }),
    onEdit: (resource) => setOpen({ form: 'edit', resource }),
    forms: (
      <Suspense fallback={null}>
        {open?.form === 'done' ? <DoneDialog resource={open.resource} onClose={close} /> : null}
        {open?.form === 'edit' ? <ResourceDialog resource={open.resource} onClose={close} /> : null}
      </Suspense>
    ),
  };
}
