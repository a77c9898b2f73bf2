import { Button } from '@mantine/core';
import { IconCake, IconConfetti, IconEyeOff, IconMailOpened } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { useDates } from '@/ui/dates';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from './celebrations.module.css';
import { Signature } from './Signature';
import { SignForm } from './SignForm';
import { useMarkCardRead, useSignCard, useWithdrawSignature } from './useCelebrations';
import { useOccasion } from './useOccasion';

export const CelebrationCardFragment = graphql(`
  fragment CelebrationCard_celebration on Celebration {
    id
    kind
    day
    years
    today
    delivered
    canSign
    signatureCount
    forViewer
    cardUnread
    person {
      id
      name
      givenName
    }
    ownSignature {
      id
      message
      canEdit
      ...Signature_signature
    }
    signatures {
      id
      ...Signature_signature
    }
  }
`);

type Celebration = DocumentType<typeof CelebrationCardFragment>;

interface CelebrationCardProps {
  celebration: FragmentType<typeof CelebrationCardFragment>;
}

/** A card: colleagues sign it before the day, and its person opens it on that morning. */
export function CelebrationCard({ celebration: masked }: CelebrationCardProps) {
  const celebration = unmask(CelebrationCardFragment, masked);
  const [opened, setOpened] = useState(false);
  const closed = celebration.forViewer && celebration.cardUnread && !opened;
  return (
    <div className={classes.card}>
      <Cover celebration={celebration} closed={closed} onOpen={() => setOpened(true)} />
      {closed ? null : celebration.forViewer ? (
        <Inside celebration={celebration} unfolded={opened} />
      ) : (
        <Signing celebration={celebration} />
      )}
    </div>
  );
}

interface CoverProps {
  celebration: Celebration;
  /** Whether its person has yet to open it. */
  closed: boolean;
  onOpen: () => void;
}

function Cover({ celebration, closed, onOpen }: CoverProps) {
  const { t } = useTranslation('celebrations');
  const dates = useDates();
  const occasion = useOccasion();
  const read = useMarkCardRead();
  const Icon = celebration.kind === 'BIRTHDAY' ? IconCake : IconConfetti;
  const { forViewer, person, signatureCount: count } = celebration;

  function open() {
    onOpen();
    // Shown at once: that it was read is told meanwhile, and told again another time if that fails.
    void read.run({ input: { celebrationId: celebration.id } });
  }

  return (
    <div className={classes.cover} data-closed={closed || undefined}>
      <span className={classes.sign} aria-hidden="true">
        {celebration.kind === 'ANNIVERSARY' && celebration.years ? (
          celebration.years
        ) : (
          <Icon size={56} stroke={1.3} />
        )}
      </span>
      <p className={classes.coverTitle}>
        {forViewer
          ? t(`cover.you.${celebration.kind}`, { name: person.givenName })
          : occasion(celebration)}
      </p>
      <p className={classes.coverWhat}>
        {forViewer && celebration.kind === 'ANNIVERSARY'
          ? t('line.what', { what: occasion(celebration), when: dates.nearDate(celebration.day) })
          : dates.nearDate(celebration.day)}
      </p>
      {forViewer || celebration.delivered ? null : (
        <p className={classes.secret}>
          <IconEyeOff size={16} stroke={1.7} aria-hidden="true" />
          {t('secret', { name: person.givenName, day: dates.date(celebration.day) })}
        </p>
      )}
      {closed ? (
        <Button
          size="md"
          leftSection={<IconMailOpened size={20} aria-hidden="true" />}
          onClick={open}
          data-autofocus
        >
          {count > 0 ? t('cover.open', { count }) : t('cover.openEmpty')}
        </Button>
      ) : null}
    </div>
  );
}

/** What colleagues wrote, for whom they wrote it. */
function Inside({ celebration, unfolded }: { celebration: Celebration; unfolded: boolean }) {
  const { t } = useTranslation('celebrations');
  const heading = useRef<HTMLDivElement>(null);
  // The button that opened it is gone: one goes on with what stands in the card.
  useEffect(() => {
    if (unfolded) heading.current?.focus();
  }, [unfolded]);
  return (
    <div ref={heading} tabIndex={-1} className={classes.inside} data-unfolded={unfolded || undefined}>
      <Section title={t('inside.title', { count: celebration.signatureCount })}>
        {celebration.signatures.length > 0 ? (
          <ul className={classes.signatures}>
            {celebration.signatures.map((one) => (
              <Signature key={one.id} signature={one} />
            ))}
          </ul>
        ) : (
          <p className={classes.note}>{t('inside.none')}</p>
        )}
      </Section>
    </div>
  );
}

/** For colleagues: one's own line, and what the others wrote. */
function Signing({ celebration }: { celebration: Celebration }) {
  const { t } = useTranslation(['celebrations', 'common']);
  const [editing, setEditing] = useState(false);
  const withdraw = useWithdrawSignature();
  const sign = useSignCard();
  const { id, person, ownSignature: own, canSign } = celebration;
  const others = celebration.signatures.filter((one) => one.id !== own?.id);
  const name = person.givenName;

  async function takeBack(message: string) {
    const outcome = await withdraw.run({ input: { celebrationId: id } });
    if (!outcome.ok) {
      toast(outcome.refusal?.message ?? outcome.fault ?? '');
      return;
    }
    toast(t('signature.withdrawn'), {
      label: t('common:action.undo'),
      // It was said before, with whatever warning there was.
      run: () => void sign.run({ input: { celebrationId: id, message, despiteWarning: true } }),
    });
  }

  return (
    <>
      {own || canSign ? (
        <Section title={t('sign.title')}>
          {own && !editing ? (
            <ul className={classes.signatures} data-own>
              <Signature
                signature={own}
                onEdit={own.canEdit ? () => setEditing(true) : undefined}
                onWithdraw={own.canEdit ? () => void takeBack(own.message) : undefined}
              />
            </ul>
          ) : (
            <SignForm
              key={own?.id ?? 'new'}
              celebrationId={id}
              name={name}
              before={own?.message ?? ''}
              onCancel={own ? () => setEditing(false) : undefined}
              onSigned={() => setEditing(false)}
            />
          )}
        </Section>
      ) : null}
      <Section
        title={others.length > 0 ? t('others.title', { count: others.length }) : t('others')}
      >
        {others.length > 0 ? (
          <ul className={classes.signatures}>
            {others.map((one) => (
              <Signature key={one.id} signature={one} />
            ))}
          </ul>
        ) : (
          <p className={classes.note}>{canSign ? t('others.none') : t('others.noneLater')}</p>
        )}
      </Section>
    </>
  );
}
