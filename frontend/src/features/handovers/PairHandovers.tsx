import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { List } from '@/ui/List';
import { Section } from '@/ui/Section';
import { HandoverLine } from './HandoverLine';

export const PairHandoversFragment = graphql(`
  fragment PairHandovers_relationship on Relationship {
    key
    handovers {
      id
      ...HandoverLine_handover
    }
  }
`);

/** What one of the two handed over to the other; nothing where there is none. */
export function PairHandovers({ pair: masked }: { pair: FragmentType<typeof PairHandoversFragment> }) {
  const { handovers } = unmask(PairHandoversFragment, masked);
  const { t } = useTranslation('handovers');
  if (handovers.length === 0) return null;
  return (
    <Section title={t('title')}>
      <List>
        {handovers.map((handover) => (
          <HandoverLine key={handover.id} handover={handover} />
        ))}
      </List>
    </Section>
  );
}
