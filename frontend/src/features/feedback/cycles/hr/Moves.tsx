import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import type { CycleState } from '@/gql/graphql';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { Blockers } from './Blockers';
import classes from './hr.module.css';
import { useMoveCycle } from './useCycles';

export const MovesFragment = graphql(`
  fragment Moves_cycle on Cycle {
    id
    name
    version
    state
    currentPhase
    allowedStates
    phases {
      phase
      untilOn
    }
    blockers {
      kind
      stops
      ...Blockers_blocker
    }
  }
`);

type Cycle = DocumentType<typeof MovesFragment>;

type Move = Exclude<CycleState, 'DRAFT'>;

const ORDER: readonly Move[] = [
  'NOMINATION',
  'WRITING',
  'CALIBRATION',
  'PACKETS',
  'ACKNOWLEDGEMENT',
  'CLOSED',
  'CANCELLED',
];

/** Where the cycle may go from here, each with what it means; what may not be is said why. */
export function Moves({ cycle: masked }: { cycle: FragmentType<typeof MovesFragment> }) {
  const { t } = useTranslation('cycles');
  const cycle = unmask(MovesFragment, masked);
  const [to, setTo] = useState<Move | null>(null);
  const moves = ORDER.filter((one) => cycle.allowedStates.includes(one));
  const forward = moves.find(
    (one) => one !== 'CANCELLED' && ORDER.indexOf(one) > ORDER.findIndex((each) => each === cycle.state),
  );
  return (
    <>
      {moves.length === 0 ? (
        <p className={classes.hint}>{t('moves.none')}</p>
      ) : (
        <div className={classes.buttons}>
          {moves.map((one) => (
            <Button
              key={one}
              variant={one === forward ? 'filled' : one === 'CANCELLED' ? 'subtle' : 'default'}
              {...(one === 'CANCELLED' ? { color: 'red' } : {})}
              onClick={() => setTo(one)}
            >
              {t(`moves.${one}`)}
            </Button>
          ))}
        </div>
      )}
      {to ? <MoveDialog cycle={cycle} to={to} onClose={() => setTo(null)} /> : null}
    </>
  );
}

interface MoveDialogProps {
  cycle: Pick<Cycle, 'id' | 'name' | 'version' | 'blockers'>;
  to: Move;
  onClose: () => void;
}

/** One move, with what it means and what is in its way. */
export function MoveDialog({ cycle, to, onClose }: MoveDialogProps) {
  const { t } = useTranslation(['cycles', 'common']);
  const move = useMoveCycle();
  const draft = useDraft(`cycles.move:${cycle.id}:${to}`, { reason: '' });
  const { reason } = draft.value;
  const cancels = to === 'CANCELLED';
  const blockers = cancels ? [] : cycle.blockers;

  const send = async () => {
    if (cancels && !reason.trim()) return;
    const outcome = await move.run({
      input: { id: cycle.id, version: cycle.version, state: to, reason: reason.trim() },
    });
    if (!outcome.ok) return;
    draft.clear();
    toast(t('moves.done', { name: cycle.name, state: t(`state.${to}`) }));
    onClose();
  };

  return (
    <Dialog opened onClose={onClose} title={t(`moves.${to}`)}>
      <Form onSubmit={() => void send()}>
        <p>{t(`moves.about.${to}`)}</p>
        <Blockers blockers={blockers} />
        <Textarea
          size="md"
          autosize
          minRows={2}
          label={t(cancels ? 'moves.reason' : 'moves.reasonOptional')}
          description={t('moves.reasonNote')}
          required={cancels}
          value={reason}
          onChange={(event) => draft.change({ reason: event.currentTarget.value })}
          error={move.fieldError('reason')}
        />
        <FormError>{move.error('reason')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.back')}
          </Button>
          <Button
            type="submit"
            loading={move.pending}
            disabled={cancels && !reason.trim()}
            {...(cancels ? { color: 'red' } : {})}
          >
            {t(`moves.${to}`)}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
