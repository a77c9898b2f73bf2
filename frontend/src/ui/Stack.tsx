import type { ReactNode } from 'react';

/** One under the other, with a gap in pixels on the 4-px scale. */
export function Stack({ children, gap = 16 }: { children: ReactNode; gap?: 4 | 8 | 12 | 16 | 20 | 24 | 28 | 32 }) {
  return <div style={{ display: 'flex', flexDirection: 'column', gap, minWidth: 0 }}>{children}</div>;
}
