import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { List } from '@/ui/List';
import { type PartOf, Parts } from '@/ui/Parts';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { RedemptionLine, type RedemptionOf } from './RedemptionLine';
import { useDecideRedemption, useFulfilRedemption } from './usePoints';

const RedemptionQueueQuery = graphql(`
  query RedemptionQueue($open: Boolean!, $after: String) {
    redemptionQueue(open: $open, first: 20, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          ...RedemptionLine_redemption
        }
      }
    }
  }
`);

/** What people asked for: approved or not, and handed over. `?closed` shows what is settled. */
export function RedemptionQueue() {
  const { t } = useTranslation('points');
  const [search, setSearch] = useSearchParams();
  const open = !search.has('closed');
  return (
    <Section
      title={t('queue.title')}
      aside={
        <SegmentedControl
          aria-label={t('queue.which')}
          value={open ? 'open' : 'closed'}
          onChange={(which) => setSearch(which === 'open' ? {} : { closed: '' }, { replace: true })}
          data={[
            { value: 'open', label: t('queue.open') },
            { value: 'closed', label: t('queue.closed') },
          ]}
        />
      }
    >
      <Parts key={String(open)}>{(part) => <Part {...part} open={open} />}</Parts>
    </Section>
  );
}

function Part({ open, after, more }: PartOf & { open: boolean }) {
  const { t } = useTranslation('points');
  const result = useQuery({ query: RedemptionQueueQuery, variables: { open, after } });
  const decide = useDecideRedemption();
  const fulfil = useFulfilRedemption();
  const [rejecting, setRejecting] = useState<RedemptionOf | null>(null);

  async function approve({ id, version, person }: RedemptionOf) {
    const outcome = await decide.run({
      input: { redemptionId: id, approve: true, reason: '', version },
    });
    toast(
      outcome.ok
        ? t('queue.approved', { name: person.name })
        : (outcome.refusal?.message ?? outcome.fault ?? ''),
    );
  }

  async function handOver({ id, version, person }: RedemptionOf) {
    const outcome = await fulfil.run({ input: { redemptionId: id, version } });
    toast(
      outcome.ok
        ? t('queue.fulfilled', { name: person.name })
        : (outcome.refusal?.message ?? outcome.fault ?? ''),
    );
  }

  const acts = (redemption: RedemptionOf) => {
    const of = { name: redemption.person.name, reward: redemption.rewardName };
    return (
      <>
        {redemption.canDecide ? (
          <>
            <Button
              variant="light"
              aria-label={t('queue.approveOf', of)}
              onClick={() => void approve(redemption)}
              disabled={decide.pending}
            >
              {t('queue.approve')}
            </Button>
            <Button
              variant="default"
              aria-label={t('queue.rejectOf', of)}
              onClick={() => setRejecting(redemption)}
            >
              {t('queue.reject')}
            </Button>
          </>
        ) : null}
        {redemption.canFulfil ? (
          <Button
            variant="light"
            aria-label={t('queue.fulfilOf', of)}
            onClick={() => void handOver(redemption)}
            disabled={fulfil.pending}
          >
            {t('queue.fulfil')}
          </Button>
        ) : null}
      </>
    );
  };

  return (
    <>
      <Query result={result}>
        {({ redemptionQueue: { edges, pageInfo } }) =>
          edges.length === 0 ? (
            <EmptyState
              title={open ? t('queue.none') : t('queue.noneClosed')}
              example={open ? t('queue.noneExample') : t('queue.noneClosedExample')}
            />
          ) : (
            <>
              <List label={t('queue.title')}>
                {edges.map(({ node }) => (
                  <RedemptionLine key={node.id} redemption={node} acts={acts} />
                ))}
              </List>
              {more(pageInfo)}
            </>
          )
        }
      </Query>
      {rejecting ? (
        <RejectDialog redemption={rejecting} onClose={() => setRejecting(null)} />
      ) : null}
    </>
  );
}

/** Says why a wish cannot be met; the points come back. */
function RejectDialog({ redemption, onClose }: { redemption: RedemptionOf; onClose: () => void }) {
  const { t } = useTranslation(['points', 'common']);
  const decide = useDecideRedemption();
  const { value, change, clear } = useDraft(`points.reject:${redemption.id}`, { reason: '' });
  const { id, version, person, rewardName } = redemption;

  async function send() {
    if (value.reason.trim() === '') return;
    const outcome = await decide.run({
      input: { redemptionId: id, approve: false, reason: value.reason, version },
    });
    if (!outcome.ok) return;
    clear();
    toast(t('queue.rejected', { count: redemption.cost, name: person.name }));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('queue.rejectOf', { name: person.name, reward: rewardName })}>
      <Form onSubmit={() => void send()}>
        <Textarea
          data-autofocus
          required
          label={t('queue.why')}
          description={t('queue.whyHint')}
          autosize
          minRows={3}
          value={value.reason}
          error={decide.fieldError('reason')}
          onChange={(event) => change({ reason: event.currentTarget.value })}
        />
        <FormError>{decide.error('reason')}</FormError>
        <WhoWillSee>{t('queue.whoSees', { name: person.name })}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={decide.pending} disabled={value.reason.trim() === ''}>
            {t('queue.reject')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
