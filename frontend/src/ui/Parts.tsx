import { Button } from '@mantine/core';
import { Fragment, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface PageInfo {
  hasNextPage: boolean;
  endCursor: string | null;
}

export interface PartOf {
  /** Where this part begins; null for the first. */
  after: string | null;
  /** The button for the next part, where there is one and it is not shown yet. */
  more: (pageInfo: PageInfo) => ReactNode;
}

/** A list that is read part by part, each one after what the part before it ended with. */
export function Parts({ children }: { children: (part: PartOf) => ReactNode }) {
  const { t } = useTranslation('common');
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  return cursors.map((after, index) => (
    <Fragment key={after ?? 'first'}>
      {children({
        after,
        more: ({ hasNextPage, endCursor }) =>
          index === cursors.length - 1 && hasNextPage && endCursor ? (
            <div>
              <Button
                variant="default"
                onClick={() =>
                  setCursors((before) =>
                    before.includes(endCursor) ? before : [...before, endCursor],
                  )
                }
              >
                {t('action.more')}
              </Button>
            </div>
          ) : null,
      })}
    </Fragment>
  ));
}
