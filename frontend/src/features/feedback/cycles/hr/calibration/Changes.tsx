import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '@/ui/dates';
import { List } from '@/ui/List';
import { PersonLineFragment, PersonName } from '@/ui/PersonLine';
import { unmask } from '@/gql';
import { toast } from '@/ui/toast';
import classes from './calibration.module.css';
import type { Session } from './Session';
import { useDecideCalibrationChange } from './useCalibration';

type Change = Session['changes'][number];

/** What was proposed, by whom and why, and what became of it; what is undecided comes first. */
export function Changes({ session }: { session: Session }) {
  const { t } = useTranslation('cycles');
  const changes = [...session.changes].sort(
    (one, other) =>
      Number(other.state === 'PROPOSED') - Number(one.state === 'PROPOSED') ||
      other.createdAt.localeCompare(one.createdAt),
  );
  if (changes.length === 0) return <p className={classes.hint}>{t('changes.none')}</p>;
  return (
    <List label={t('changes.title')}>
      {changes.map((change) => (
        <Line key={change.id} change={change} />
      ))}
    </List>
  );
}

function Line({ change }: { change: Change }) {
  const { t } = useTranslation('cycles');
  const decide = useDecideCalibrationChange();
  const { name } = unmask(PersonLineFragment, change.participant.person);
  const settle = async (accept: boolean) => {
    const outcome = await decide.run({ input: { changeId: change.id, accept } });
    if (!outcome.ok) toast(outcome.refusal?.message ?? outcome.fault ?? '');
  };
  return (
    <li className={classes.change}>
      <span className={classes.grow}>
        <span>
          <PersonName person={change.participant.person} />{' '}
          <strong>{t('grid.moved', { before: change.before, after: change.after })}</strong>
        </span>
        <span className={classes.note}>{change.question.text}</span>
        <span>{change.reason}</span>
        <span className={classes.note}>
          {t('changes.by')} <PersonName person={change.proposedBy} />,{' '}
          <RelativeTime at={change.createdAt} />
          {change.decidedBy ? (
            <>
              {' · '}
              {t(`changes.${change.state}`)} <PersonName person={change.decidedBy} />
            </>
          ) : null}
        </span>
      </span>
      {change.state === 'PROPOSED' ? (
        change.canDecide ? (
          <span className={classes.buttons}>
            <Button
              variant="default"
              disabled={decide.pending}
              aria-label={t('changes.rejectNamed', { name })}
              onClick={() => void settle(false)}
            >
              {t('changes.reject')}
            </Button>
            <Button
              disabled={decide.pending}
              aria-label={t('changes.acceptNamed', { name })}
              onClick={() => void settle(true)}
            >
              {t('changes.accept')}
            </Button>
          </span>
        ) : (
          <span className={classes.note}>{t('changes.PROPOSED')}</span>
        )
      ) : null}
    </li>
  );
}
