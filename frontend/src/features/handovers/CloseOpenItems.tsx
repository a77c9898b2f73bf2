import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, unmask } from '@/gql';
import { FormError } from '@/ui/Form';
import { List } from '@/ui/List';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { HandoverCandidate, HandoverCandidateFragment } from './HandoverCandidate';
import classes from './handovers.module.css';
import { useCloseOpenItems } from './useHandovers';

interface CloseOpenItemsProps {
  candidates: FragmentType<typeof HandoverCandidateFragment>[];
}

/** What the viewer still has open, to be closed where it is not handed over: all chosen or none. */
export function CloseOpenItems({ candidates: masked }: CloseOpenItemsProps) {
  const candidates = unmask(HandoverCandidateFragment, masked);
  const { t } = useTranslation('handovers');
  const close = useCloseOpenItems();
  const [chosen, setChosen] = useState<readonly string[]>([]);

  const run = async () => {
    const items = candidates
      .filter((one) => chosen.includes(one.key))
      .map(({ kind, subjectId }) => ({ kind, subjectId }));
    const outcome = await close.run({ input: { items } });
    if (!outcome.ok) return;
    setChosen([]);
    toast(t('candidates.closed', { count: outcome.data.closed }));
  };

  if (candidates.length === 0) return <p className={classes.dim}>{t('candidates.none')}</p>;
  return (
    <Section title={t('candidates.title')}>
      <p className={classes.dim}>{t('candidates.lead')}</p>
      <List>
        {candidates.map((one) => (
          <HandoverCandidate
            key={one.key}
            candidate={one}
            chosen={chosen.includes(one.key)}
            onChoose={(wanted) =>
              setChosen(wanted ? [...chosen, one.key] : chosen.filter((key) => key !== one.key))
            }
          />
        ))}
      </List>
      <FormError>{close.error()}</FormError>
      <div>
        <Button
          variant="default"
          disabled={chosen.length === 0}
          loading={close.pending}
          onClick={() => void run()}
        >
          {chosen.length > 0
            ? t('candidates.close', { count: chosen.length })
            : t('candidates.closeNone')}
        </Button>
      </div>
    </Section>
  );
}
