import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { TabCount, TabLink, TabLinks } from '@/ui/TabLinks';
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
      <TabLinks label={t('page.title')}>
        {SIDES.map((one) => (
          <TabLink
            key={one}
            to={`?list=${one}${filter === 'OPEN' ? '' : `&state=${filter}`}`}
            current={one === side}
          >
            {t(`page.${one}`)}{' '}
            <TabCount>{open[one]}</TabCount>
          </TabLink>
        ))}
      </TabLinks>
      <SegmentedControl
        aria-label={t('page.filter')}
        value={filter}
        onChange={(value) => onFilter(value as PromiseFilter)}
        data={FILTERS.map((one) => ({ value: one, label: t(`page.filter.${one}`) }))}
      />
    </div>
  );
}
