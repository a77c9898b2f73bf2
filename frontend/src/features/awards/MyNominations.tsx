import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { List } from '@/ui/List';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from './awards.module.css';
import { Nomination, NominationFragment } from './Nomination';
import { useNominateForAward, useWithdrawAwardNomination } from './useAwards';

const NominateDialog = lazy(() => import('./NominateDialog'));

export const MyNominationsFragment = graphql(`
  fragment MyNominations_award on Award {
    id
    name
    myNominations {
      id
      ...Nomination_nomination
    }
  }
`);

type Of = DocumentType<typeof NominationFragment>;

/** Whom the viewer has nominated; nothing where they have nominated nobody. */
export function MyNominations({ award: masked }: { award: FragmentType<typeof MyNominationsFragment> }) {
  const award = unmask(MyNominationsFragment, masked);
  const { t } = useTranslation(['awards', 'common']);
  const [editing, setEditing] = useState<Of | null>(null);
  const withdraw = useWithdrawAwardNomination();
  const nominate = useNominateForAward();
  if (award.myNominations.length === 0) return null;

  async function takeBack({ id, nominee, companyValue, reason }: Of) {
    const outcome = await withdraw.run({ input: { nominationId: id } });
    if (!outcome.ok) {
      toast(outcome.refusal?.message ?? outcome.fault ?? '');
      return;
    }
    toast(t('nomination.withdrawn', { name: nominee.name }), {
      label: t('common:action.undo'),
      run: () =>
        void nominate.run({
          input: {
            awardId: award.id,
            nomineeId: nominee.id,
            companyValueId: companyValue.id,
            reason,
            // It was said before, with whatever warning there was.
            despiteWarning: true,
          },
        }),
    });
  }

  return (
    <Section title={t('mine.title')}>
      <List label={t('mine.title')}>
        {award.myNominations.map((one) => {
          const nomination = unmask(NominationFragment, one);
          return (
            <Nomination
              key={one.id}
              nomination={one}
              by="nominee"
              onEdit={() => setEditing(nomination)}
              onWithdraw={() => void takeBack(nomination)}
            />
          );
        })}
      </List>
      <p className={classes.small}>{t('mine.whoSees')}</p>
      {editing ? (
        <Suspense fallback={null}>
          <NominateDialog award={award} nomination={editing} onClose={() => setEditing(null)} />
        </Suspense>
      ) : null}
    </Section>
  );
}
