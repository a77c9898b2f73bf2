import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { useViewer } from '@/lib/session';
import classes from './recognition.module.css';

const FeedFilters = graphql(`
  query FeedFilters {
    companyValues {
      id
      name
    }
  }
`);

interface FiltersProps {
  personId: string | null;
  companyValueId: string | null;
}

/** Everyone, mine, or one company value; the choice stands in the address. */
export function Filters({ personId, companyValueId }: FiltersProps) {
  const { t } = useTranslation('recognition');
  const viewer = useViewer();
  const [{ data }] = useQuery({ query: FeedFilters });
  const nav = useRef<HTMLElement>(null);

  // On a phone they stand in one row that is longer than the screen.
  useEffect(() => {
    const here = nav.current?.querySelector<HTMLElement>('[aria-current="true"]');
    const row = here?.closest('ul');
    // Not scrollIntoView, which would also move the place from which Tab goes on.
    if (!here || !row) return;
    row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
  }, [data, personId, companyValueId]);

  return (
    <nav ref={nav} aria-label={t('filters')}>
      <ul className={classes.filters}>
        <li>
          <Link className={classes.filter} to="?" aria-current={!personId && !companyValueId}>
            {t('filter.all')}
          </Link>
        </li>
        <li>
          <Link
            className={classes.filter}
            to={`?person=${encodeURIComponent(viewer.personId)}`}
            aria-current={personId === viewer.personId}
          >
            {t('filter.mine')}
          </Link>
        </li>
        {(data?.companyValues ?? []).map((value) => (
          <li key={value.id}>
            <Link
              className={classes.filter}
              to={`?value=${encodeURIComponent(value.id)}`}
              aria-current={companyValueId === value.id}
            >
              {value.name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
