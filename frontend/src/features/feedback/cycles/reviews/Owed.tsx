import { IconPencilCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { List } from '@/ui/List';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import { ReviewLine } from './ReviewLine';
import classes from './reviews.module.css';

export const OwedFragment = graphql(`
  fragment Owed_owed on ReviewsOwed {
    count
    minutes
    reviews {
      id
      ...ReviewLine_review
    }
  }
`);

/** What the viewer owes, nearest deadline first, with about how long it takes. */
export function Owed({ owed: masked }: { owed: FragmentType<typeof OwedFragment> }) {
  const owed = unmask(OwedFragment, masked);
  const { t } = useTranslation('reviews');
  return (
    <Section title={t('owed.title')}>
      {owed.count === 0 ? (
        <EmptyState
          icon={<IconPencilCheck size={30} stroke={1.5} />}
          title={t('owed.none')}
          example={t('owed.noneExample')}
        />
      ) : (
        <>
          <p className={classes.sum}>
            {t('owed.count', { count: owed.count })} {t('owed.minutes', { count: owed.minutes })}
          </p>
          <List label={t('owed.title')}>
            {owed.reviews.map((review) => (
              <ReviewLine key={review.id} review={review} />
            ))}
          </List>
        </>
      )}
    </Section>
  );
}
