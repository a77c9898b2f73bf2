import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { RelativeTime, useDates } from '@/ui/dates';
import { List } from '@/ui/List';
import { type PartOf, Parts } from '@/ui/Parts';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { LoadingState } from '@/ui/states';
import classes from './points.module.css';

const MoveFragment = graphql(`
  fragment MoveLine_move on PointsMove {
    id
    at
    kind
    amount
    account
    person {
      id
      name
    }
    kudos {
      id
    }
    redemption {
      id
      rewardName
    }
  }
`);

const MyPointsMoves = graphql(`
  query MyPointsMoves($after: String) {
    pointsMoves(first: 15, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          ...MoveLine_move
        }
      }
    }
  }
`);

const KEEP = { keep: true };

/** Every change of the viewer's points, newest first. */
export function Moves() {
  const { t } = useTranslation('points');
  return (
    <Section title={t('moves.title')}>
      <Parts>{(part) => <Part {...part} />}</Parts>
    </Section>
  );
}

function Part({ after, more }: PartOf) {
  const { t } = useTranslation('points');
  const result = useQuery({ query: MyPointsMoves, variables: { after }, context: KEEP });
  return (
    <Query result={result} loading={<LoadingState lines={3} height={56} />}>
      {({ pointsMoves }) =>
        pointsMoves.edges.length === 0 ? (
          <p className={classes.quiet}>{t('moves.none')}</p>
        ) : (
          <>
            <List label={t('moves.title')}>
              {pointsMoves.edges.map(({ node }) => (
                <MoveLine key={node.id} move={node} />
              ))}
            </List>
            {more(pointsMoves.pageInfo)}
          </>
        )
      }
    </Query>
  );
}

function MoveLine({ move: masked }: { move: FragmentType<typeof MoveFragment> }) {
  const move = unmask(MoveFragment, masked);
  const { t } = useTranslation('points');
  const dates = useDates();
  const amount = new Intl.NumberFormat(dates.locale, { signDisplay: 'always' });
  const words = useMoveWords(move);
  return (
    <li className={classes.move}>
      <span className={classes.moveWords}>
        {move.kudos ? <Link to={paths.kudos(move.kudos.id)}>{words}</Link> : <span>{words}</span>}
        <span className={classes.small}>
          {t(`account.${move.account}`)} · <RelativeTime at={move.at} />
        </span>
      </span>
      <span className={classes.moved} data-up={move.amount > 0 || undefined}>
        {amount.format(move.amount)}
      </span>
    </li>
  );
}

/** Why points moved, in one sentence for each kind and side. */
function useMoveWords(move: DocumentType<typeof MoveFragment>): string {
  const { t } = useTranslation('points');
  const name = move.person?.name;
  const reward = move.redemption?.rewardName ?? '';
  switch (move.kind) {
    case 'GIFT':
      if (move.account === 'ALLOWANCE') {
        return name ? t('move.given', { name }) : t('move.givenToMany');
      }
      return name ? t('move.received', { name }) : t('move.receivedQuietly');
    case 'GIFT_RETURNED':
      return move.amount > 0 ? t('move.cameBack') : t('move.wentBack');
    case 'REDEMPTION':
      return t('move.redeemed', { reward });
    case 'REFUND':
      return t('move.refunded', { reward });
    default:
      return t(`move.${move.kind}`);
  }
}
