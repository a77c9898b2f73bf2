import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type FragmentType, graphql, unmask } from '@/gql';
import { Dialog } from '@/ui/Dialog';
import { FormActions, FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { Stack } from '@/ui/Stack';
import { toast } from '@/ui/toast';
import classes from '../development.module.css';
import { ChangeLine } from './ChangeLine';
import { useAcknowledgePlanChanges } from './usePlanActs';

export const ChangesDialogFragment = graphql(`
  fragment ChangesDialog_plan on DevelopmentPlan {
    id
    signedAt
    unseenChanges
    canAcknowledge
  }
`);

const PlanChanges = graphql(`
  query PlanChanges($id: ID!, $after: String) {
    developmentPlan(id: $id) {
      id
      changes(first: 20, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          cursor
          node {
            ...ChangeLine_change
          }
        }
      }
    }
  }
`);

interface ChangesDialogProps {
  plan: FragmentType<typeof ChangesDialogFragment>;
  onClose: () => void;
}

/** Everything that was changed in a plan since it was first proposed, newest first. */
export default function ChangesDialog({ plan: masked, onClose }: ChangesDialogProps) {
  const plan = unmask(ChangesDialogFragment, masked);
  const { t } = useTranslation(['development', 'common']);
  const acknowledge = useAcknowledgePlanChanges();
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  const waits = plan.canAcknowledge && plan.unseenChanges > 0;

  async function seen() {
    const outcome = await acknowledge.run({ input: { planId: plan.id } });
    if (!outcome.ok) return;
    toast(t('changes.noted'));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('changes.title')} size="lg">
      <Stack gap={16}>
        {waits ? <p className={classes.hint}>{t('changes.newest', { count: plan.unseenChanges })}</p> : null}
        <ol className={classes.changes}>
          {cursors.map((after, index) => (
            <Part
              key={after ?? 'first'}
              planId={plan.id}
              after={after}
              signed={plan.signedAt !== null}
              last={index === cursors.length - 1}
              more={(cursor) => setCursors((before) => [...before, cursor])}
            />
          ))}
        </ol>
        <FormError>{acknowledge.error()}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.close')}
          </Button>
          {waits ? (
            <Button loading={acknowledge.pending} onClick={() => void seen()}>
              {t('changes.seen')}
            </Button>
          ) : null}
        </FormActions>
      </Stack>
    </Dialog>
  );
}

interface PartProps {
  planId: string;
  after: string | null;
  signed: boolean;
  last: boolean;
  more: (cursor: string) => void;
}

function Part({ planId, after, signed, last, more }: PartProps) {
  const { t } = useTranslation(['development', 'common']);
  const result = useQuery({ query: PlanChanges, variables: { id: planId, after } });
  return (
    <Query result={result}>
      {({ developmentPlan }) => {
        const changes = developmentPlan?.changes;
        const next = changes?.pageInfo.endCursor;
        if (!changes || changes.totalCount === 0) {
          return <li className={classes.hint}>{t('changes.none')}</li>;
        }
        return (
          <>
            {changes.edges.map(({ cursor, node }) => (
              <li key={cursor}>
                <ChangeLine change={node} withSigning={signed} />
              </li>
            ))}
            {last && changes.pageInfo.hasNextPage && next ? (
              <li>
                <Button variant="default" onClick={() => more(next)}>
                  {t('common:action.more')}
                </Button>
              </li>
            ) : null}
          </>
        );
      }}
    </Query>
  );
}
