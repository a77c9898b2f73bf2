import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useDates } from '@/ui/dates';
import { FormError } from '@/ui/Form';
import { List } from '@/ui/List';
import { Markdown } from '@/ui/Markdown';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import classes from './handovers.module.css';
import { useSettleHandoverLine } from './useHandovers';

export const HandoverViewFragment = graphql(`
  fragment HandoverView_handover on Handover {
    id
    reason
    state
    note
    sharedAt
    author {
      id
      name
      isViewer
      ...PersonLine_person
    }
    receiver {
      id
      name
      isViewer
      ...PersonLine_person
    }
    about {
      id
      name
    }
    lines {
      key
      id
      kind
      text
      dueOn
      state
      other {
        id
        name
      }
    }
  }
`);

/** A handover that was shared: its two people read it, and the receiver takes its lines over or not. */
export function HandoverView({ handover: masked }: { handover: FragmentType<typeof HandoverViewFragment> }) {
  const handover = unmask(HandoverViewFragment, masked);
  const { t } = useTranslation('handovers');
  const dates = useDates();
  const settle = useSettleHandoverLine();
  return (
    <>
      <div className={classes.two}>
        <PersonLine person={handover.author} />
        <span aria-hidden="true">→</span>
        <PersonLine person={handover.receiver} />
      </div>
      {handover.sharedAt ? (
        <p className={classes.dim}>{t('shared', { date: dates.shortDay(handover.sharedAt) })}</p>
      ) : null}
      {handover.note ? (
        <Section title={t('note')} look="card">
          <Markdown>{handover.note}</Markdown>
        </Section>
      ) : null}
      {handover.lines.length > 0 ? (
        <Section title={t('lines')}>
          <List>
            {handover.lines.map((line) => (
              <li key={line.key} className={classes.line}>
                <div className={classes.grow}>
                  <span className={classes.text}>{line.text}</span>
                  <p className={classes.dim}>
                    {[
                      t(`kind.${line.kind}`),
                      line.other?.name,
                      line.dueOn ? t('due', { date: dates.date(line.dueOn) }) : undefined,
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </p>
                </div>
                {line.state === 'OFFERED' && handover.receiver.isViewer ? (
                  <div className={classes.actions}>
                    <Button
                      variant="default"
                      disabled={settle.pending}
                      aria-label={t('line.declineWhat', { text: line.text })}
                      onClick={() => void settle.run({ input: { lineId: line.id, accept: false } })}
                    >
                      {t('line.decline')}
                    </Button>
                    <Button
                      disabled={settle.pending}
                      aria-label={t('line.acceptWhat', { text: line.text })}
                      onClick={() => void settle.run({ input: { lineId: line.id, accept: true } })}
                    >
                      {t('line.accept')}
                    </Button>
                  </div>
                ) : (
                  <span className={classes.state} data-state={line.state}>
                    {t(`line.${line.state}`)}
                  </span>
                )}
              </li>
            ))}
          </List>
          <FormError>{settle.error()}</FormError>
        </Section>
      ) : null}
    </>
  );
}
