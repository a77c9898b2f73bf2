import { Suspense, lazy } from 'react';
import { useIntoPlan } from '@/lib/intoPlan';

const TurnIntoDialog = lazy(() => import('@/features/development/turning/TurnIntoDialog'));

/** Over any page: what one reads there becomes part of a plan, if the address asks for it. */
export function IntoPlan() {
  const { wanted, close } = useIntoPlan();
  return wanted ? (
    <Suspense fallback={null}>
      <TurnIntoDialog wanted={wanted} onClose={close} />
    </Suspense>
  ) : null;
}
