import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import classes from './promises.module.css';
import { FILTERS, type PromiseFilter, SIDES, type Side } from './PromiseList';

const PromiseCounts = graphql(`
  query PromiseCounts {
    viewer {
      promisesMade(first: 1) {
        totalCount
      }
      promisesReceived(first: 1) {
        totalCount
      }
    }
  }
`);

interface PromiseTabsProps {
  side: Side;
  filter: PromiseFilter;
  onFilter: (filter: PromiseFilter) => void;
}

/** Which of the two lists, with how many are open, and whether the open or the settled ones. */
export function PromiseTabs({ side, filter, onFilter }: PromiseTabsProps) {
  const { t } = useTranslation('one_on_ones');
  const [{ data }] = useQuery({ query: PromiseCounts });
  const open = {
    made: data?.viewer?.promisesMade.totalCount ?? 0,
    received: data?.viewer?.promisesReceived.totalCount ?? 0,
  };
  return (
    <div className={classes.choice}>
      <nav className={classes.tabs} aria-label={t('page.title')}>
        {SIDES.map((one) => (
          <Link
            key={one}
            className={classes.tab}
            to={`?list=${one}${filter === 'OPEN' ? '' : `&state=${filter}`}`}
            aria-current={one === side ? 'page' : undefined}
          >
            {t(`page.${one}`)}{' '}
            <span className={classes.count}>{open[one]}</span>
          </Link>
        ))}
      </nav>
      <SegmentedControl
        aria-label={t('page.filter')}
        value={filter}
        onChange={(value) => onFilter(value as PromiseFilter)}
        data={FILTERS.map((one) => ({ value: one, label: t(`page.filter.${one}`) }))}
      />
    </div>
  );
}
