import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { List } from '@/ui/List';
import { PersonLine } from '@/ui/PersonLine';
import { EmptyState } from '@/ui/states';
import classes from './nominations.module.css';

export const NominationListFragment = graphql(`
  fragment NominationList_cycle on Cycle {
    participants(first: 100) {
      edges {
        node {
          id
          state
          person {
            id
            name
            ...PersonLine_person
          }
          nominations {
            cap
            sentAt
            approvedAt
            canApprove
            canNominate
            reviews {
              id
              state
            }
          }
        }
      }
    }
  }
`);

type Listed = NonNullable<
  DocumentType<typeof NominationListFragment>['participants']
>['edges'][number]['node'];

/** Whose choice is how far; what waits for the viewer stands first. */
export function NominationList({ cycle }: { cycle: FragmentType<typeof NominationListFragment> }) {
  const { t } = useTranslation('reviews');
  const { participants } = unmask(NominationListFragment, cycle);
  const all = (participants?.edges ?? [])
    .map((edge) => edge.node)
    .filter((one) => one.nominations !== null && one.state === 'ACTIVE');
  if (all.length === 0) return <EmptyState title={t('nominations.none')} />;
  const waits = (one: Listed) => one.nominations?.canApprove || (one.nominations?.canNominate && !one.nominations.sentAt);
  const sorted = [...all.filter(waits), ...all.filter((one) => !waits(one))];
  return (
    <List label={t('nominations.title')}>
      {sorted.map((one) => (
        <li key={one.id} className={classes.line}>
          <div className={classes.who}>
            <PersonLine person={one.person} note={<How of={one} />} />
          </div>
          <Button
            variant={waits(one) ? 'filled' : 'default'}
            component={Link}
            to={paths.nominations(one.id)}
            aria-label={t(waits(one) ? 'nominations.lookThis' : 'nominations.openThis', {
              name: one.person.name,
            })}
          >
            {t(waits(one) ? 'nominations.look' : 'nominations.open')}
          </Button>
        </li>
      ))}
    </List>
  );
}

function How({ of }: { of: Listed }) {
  const { t } = useTranslation('reviews');
  const { nominations } = of;
  if (!nominations) return null;
  const chosen = nominations.reviews.filter(
    (one) => one.state !== 'REJECTED' && one.state !== 'DECLINED' && one.state !== 'CANCELLED',
  ).length;
  const state = nominations.canApprove
    ? t('nominations.toApprove')
    : nominations.approvedAt
      ? t('nominations.approved')
      : nominations.sentAt
        ? t('nominations.sent')
        : t('nominations.choosing');
  return (
    <>
      {state} · {t('nomination.count', { chosen, count: nominations.cap })}
    </>
  );
}
