import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { calendarDate } from '@/lib/dates';
import { useDates } from '@/ui/dates';
import { Markdown } from '@/ui/Markdown';
import { ProgressBar } from '@/ui/ProgressBar';
import { CheckInHistory } from './CheckInHistory';
import { CheckInLine } from './CheckInLine';
import classes from './development.module.css';
import { StatusMark } from './Marks';
import { Milestones } from './Milestones';

export const GoalCardFragment = graphql(`
  fragment GoalCard_goal on Goal {
    id
    title
    description
    dueOn
    progress
    status
    ...Milestones_goal
    checkIns(first: 1) {
      totalCount
      edges {
        node {
          id
          ...CheckInLine_checkIn
        }
      }
    }
  }
`);

type Goal = DocumentType<typeof GoalCardFragment>;

interface GoalCardProps {
  goal: FragmentType<typeof GoalCardFragment>;
  /** Whether both sides have agreed, now or before it was closed: then it tells how it goes. */
  begun: boolean;
  canEdit: boolean;
  canRemove: boolean;
  canCheckIn: boolean;
  readers: string;
  onEdit: () => void;
  onRemove: () => void;
  onCheckIn: () => void;
}

/** One goal: where it should lead, its steps, how it goes. `#<goal id>` leads to it. */
export function GoalCard(props: GoalCardProps) {
  const { begun, canEdit, canRemove, canCheckIn, readers, onEdit, onRemove, onCheckIn } = props;
  const goal = unmask(GoalCardFragment, props.goal);
  const { t } = useTranslation(['development', 'common']);
  const dates = useDates();
  const card = useRef<HTMLElement>(null);
  const { hash } = useLocation();
  const meant = hash !== '' && decoded(hash.slice(1)) === goal.id;

  useEffect(() => {
    if (!meant) return;
    card.current?.scrollIntoView({ block: 'start' });
    card.current?.focus({ preventScroll: true });
  }, [meant]);

  const late =
    begun &&
    canCheckIn &&
    goal.status !== 'DONE' &&
    goal.dueOn !== null &&
    goal.dueOn < calendarDate(new Date(), dates.zone);

  return (
    <article ref={card} tabIndex={-1} className={classes.goal} data-meant={meant || undefined}>
      <div className={classes.goalHead}>
        <div className={classes.goalWords}>
          <h3 className={classes.goalTitle}>{goal.title}</h3>
          <p className={classes.meta}>
            {begun ? <StatusMark status={goal.status} /> : null}
            {goal.dueOn ? (
              <span data-late={late || undefined}>
                {t(late ? 'dueLate' : 'due', { date: dates.date(goal.dueOn) })}
              </span>
            ) : null}
          </p>
        </div>
        {canEdit ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon
                className={classes.goalMenu ?? ''}
                variant="subtle"
                color="gray"
                size={44}
                data-no-print
                aria-label={t('goal.menu', { goal: goal.title })}
              >
                <IconDots size={20} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
                {t('common:action.edit')}
              </Menu.Item>
              {canRemove ? (
                <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={onRemove}>
                  {t('goal.remove')}
                </Menu.Item>
              ) : null}
            </Menu.Dropdown>
          </Menu>
        ) : null}
      </div>
      {begun ? (
        <ProgressBar value={goal.progress} label={t('progress.of', { what: goal.title })} />
      ) : null}
      {goal.description ? <Markdown>{goal.description}</Markdown> : null}
      <Milestones goal={goal} canEdit={canEdit} readers={readers} />
      {begun ? <CheckIns goal={goal} canCheckIn={canCheckIn} onCheckIn={onCheckIn} /> : null}
    </article>
  );
}

interface CheckInsProps {
  goal: Goal;
  canCheckIn: boolean;
  onCheckIn: () => void;
}

function CheckIns({ goal, canCheckIn, onCheckIn }: CheckInsProps) {
  const { t } = useTranslation('development');
  const [all, setAll] = useState(false);
  const count = goal.checkIns.totalCount;
  const last = goal.checkIns.edges[0]?.node;
  return (
    <div className={classes.checkIns}>
      {all ? (
        <CheckInHistory goalId={goal.id} label={t('checkIns.of', { goal: goal.title })} />
      ) : last ? (
        <CheckInLine checkIn={last} />
      ) : (
        <p className={classes.hint}>{t('checkIns.none')}</p>
      )}
      {canCheckIn || count > 1 ? (
        <div className={classes.buttons} data-no-print>
          {canCheckIn ? (
            <Button
              variant="light"
              aria-label={t('checkIn.about', { goal: goal.title })}
              onClick={onCheckIn}
            >
              {t('checkIn.open')}
            </Button>
          ) : null}
          {count > 1 ? (
            <Button variant="subtle" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? t('checkIns.lastOnly') : t('checkIns.all', { count })}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
