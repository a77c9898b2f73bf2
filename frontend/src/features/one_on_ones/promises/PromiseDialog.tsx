import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { DateTimeText, useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { Query } from '@/ui/Query';
import { NotThere } from '@/ui/states';
import { Comments } from './Comments';
import { History } from './History';
import classes from './promises.module.css';

const PromiseDetails = graphql(`
  query PromiseDetails($id: ID!) {
    node(id: $id) {
      id
      ... on ActionItem {
        body
        state
        dueOn
        owner {
          id
          name
          isViewer
        }
        originPoint {
          id
          body
        }
        madeIn {
          id
          number
          scheduledAt
        }
        goal {
          id
          title
          plan {
            id
          }
        }
        ...Comments_item
        ...History_item
      }
    }
  }
`);

interface PromiseDialogProps {
  id: string;
  onClose: () => void;
}

/** All about a promise: where it came from, what was said about it, how it changed. */
export default function PromiseDialog({ id, onClose }: PromiseDialogProps) {
  const { t } = useTranslation('one_on_ones');
  const dates = useDates();
  const result = useQuery({ query: PromiseDetails, variables: { id } });
  return (
    <Dialog opened onClose={onClose} title={t('promise.title')}>
      <Query result={result}>
        {({ node }) =>
          node?.__typename === 'ActionItem' ? (
            <div className={classes.details}>
              <div>
                <p className={classes.words}>{node.body}</p>
                <p className={classes.dim}>
                  {node.owner.isViewer
                    ? t('promise.byYou')
                    : t('promise.by', { name: node.owner.name })}
                  {' · '}
                  {t(`promise.state.${node.state}`)}
                  {node.dueOn ? (
                    <>
                      {' · '}
                      {t('promise.due', { date: dates.date(node.dueOn) })}
                    </>
                  ) : null}
                </p>
              </div>
              <dl className={classes.origin}>
                <div>
                  <dt>{t('promise.madeIn')}</dt>
                  <dd>
                    <Link to={paths.meeting(node.madeIn.id)} onClick={onClose}>
                      <DateTimeText at={node.madeIn.scheduledAt} />
                    </Link>
                  </dd>
                </div>
                {node.originPoint ? (
                  <div>
                    <dt>{t('promise.fromPoint')}</dt>
                    <dd>{node.originPoint.body}</dd>
                  </div>
                ) : null}
                {node.goal ? (
                  <div>
                    <dt>{t('promise.goal')}</dt>
                    <dd>
                      <Link to={paths.goal(node.goal.plan?.id, node.goal.id)} onClick={onClose}>
                        {node.goal.title}
                      </Link>
                    </dd>
                  </div>
                ) : null}
              </dl>
              <Comments item={node} />
              <History item={node} />
            </div>
          ) : (
            <NotThere />
          )
        }
      </Query>
    </Dialog>
  );
}
