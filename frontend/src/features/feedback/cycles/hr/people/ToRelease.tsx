import { Button } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { graphql } from '@/gql';
import { faultMessage } from '@/lib/useCommand';
import { FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import classes from '../hr.module.css';

const ReleaseManyDialog = lazy(() => import('../../packets/ReleaseManyDialog'));

const PacketsToReleaseQuery = graphql(`
  query PacketsToRelease($id: ID!) {
    cycle(id: $id) {
      id
      packetsToRelease {
        participantIds
        withoutSummary
      }
    }
  }
`);

interface ToReleaseProps {
  cycleId: string;
  ready: { count: number; withoutSummary: number };
}

interface Asked {
  ids: string[];
  withoutSummary: number;
}

/** How many packets wait for the viewer alone, and all of them in one go. */
export function ToRelease({ cycleId, ready }: ToReleaseProps) {
  const { t } = useTranslation('cycles');
  const { t: common } = useTranslation('common');
  const client = useClient();
  const [asked, setAsked] = useState<Asked>();
  const [loading, setLoading] = useState(false);
  const [fault, setFault] = useState<string>();

  // Whose they are is asked for only now: in a large company these are many ids.
  async function ask() {
    setLoading(true);
    setFault(undefined);
    const answer = await client
      .query(PacketsToReleaseQuery, { id: cycleId }, { requestPolicy: 'network-only' })
      .toPromise();
    setLoading(false);
    if (!answer.data) {
      setFault(faultMessage(answer.error, common));
      return;
    }
    const found = answer.data.cycle?.packetsToRelease;
    if (found) setAsked({ ids: found.participantIds, withoutSummary: found.withoutSummary });
    else toast(t('toRelease.none'));
  }

  return (
    <div className={classes.ready}>
      <div className={classes.readyLine}>
        <span className={classes.grow}>
          <span>{t('toRelease.ready', { count: ready.count })}</span>
          {ready.withoutSummary > 0 ? (
            <span>{t('toRelease.noSummary', { count: ready.withoutSummary })}</span>
          ) : null}
        </span>
        <Button loading={loading} onClick={() => void ask()}>
          {t('toRelease.all')}
        </Button>
      </div>
      <FormError>{fault}</FormError>
      <Suspense fallback={null}>
        {asked ? (
          <ReleaseManyDialog {...asked} onClose={() => setAsked(undefined)} />
        ) : null}
      </Suspense>
    </div>
  );
}
