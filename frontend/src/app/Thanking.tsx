import { Suspense, lazy, useMemo } from 'react';
import { useThanking } from '@/lib/thanking';

const GiveKudosDialog = lazy(() => import('@/features/recognition/give/GiveKudosDialog'));

/** Over any page: thanks for somebody, if the address asks for it. */
export function Thanking() {
  const { wanted, close } = useThanking();
  const prefill = useMemo(
    () => ({ personIds: wanted ? [wanted] : [], groups: [], value: '', message: '' }),
    [wanted],
  );
  return wanted === null ? null : (
    <Suspense fallback={null}>
      <GiveKudosDialog prefill={prefill} onClose={close} />
    </Suspense>
  );
}
