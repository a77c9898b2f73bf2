import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconListCheck, IconPaperclip, IconPencil, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { calendarDate } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { Markdown } from '@/ui/Markdown';
import { CheckInHistory } from './CheckInHistory';
import { CheckInLine } from './CheckInLine';
import classes from './development.module.css';
import { EvidenceList } from './evidence/EvidenceList';
import { StatusMark, VisibilityMark } from './Marks';
import { Measure } from './Measure';
import { Milestones } from './Milestones';
import { useGoalReaders } from './readers';
import { SourceLine } from './SourceLine';
import type { useOpenForm } from './useOpenForm';

export const GoalCardFragment = graphql(`
  fragment GoalCard_goal on Goal {
    id
    title
    description
    dueOn
    status
    statusReason
    measure
    kind
    visibility
    canEdit
    canCheckIn
    canRemove
    canAddEvidence
    hasParent
    parent {
      id
      title
    }
    changes {
      at
    }
    evidence {
      id
    }
    source {
      ...SourceLine_source
    }
    ...Measure_goal
    milestones {
      id
    }
    ...Milestones_goal
    ...EvidenceList_goal
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
  /** Whether it tells how it goes: both sides have agreed, or it stands in no plan. */
  begun: boolean;
  /** Who reads what is shared here, as words. */
  readers: string;
  /** Of its heading. */
  level?: 3 | 4;
  /** On its own page everything is open, and the title is the page's. */
  whole?: boolean;
  open: ReturnType<typeof useOpenForm>['open'];
}

/** One goal: where it should lead, its steps, how it goes. `#<goal id>` leads to it. */
export function GoalCard({ begun, readers, level = 3, whole = false, open, ...props }: GoalCardProps) {
  const goal = unmask(GoalCardFragment, props.goal);
  const { t } = useTranslation('development');
  const dates = useDates();
  const card = useRef<HTMLElement>(null);
  const { hash } = useLocation();
  const meant = hash !== '' && decoded(hash.slice(1)) === goal.id;
  const Heading = `h${level}` as const;
  // Steps are offered where they count or are there; elsewhere one asks for them.
  const stepped = goal.measure === 'MILESTONES' || goal.milestones.length > 0;
  const [stepping, setStepping] = useState(false);
  const shown = useGoalReaders(readers, goal.visibility);

  useEffect(() => {
    if (!meant) return;
    card.current?.scrollIntoView({ block: 'start' });
    card.current?.focus({ preventScroll: true });
  }, [meant]);

  const risky = goal.status === 'AT_RISK' || goal.status === 'OFF_TRACK';
  const late =
    begun &&
    goal.canCheckIn &&
    goal.status !== 'DONE' &&
    goal.dueOn !== null &&
    goal.dueOn < calendarDate(new Date(), dates.zone);

  return (
    <article ref={card} tabIndex={-1} className={classes.goal} data-meant={meant || undefined}>
      <div className={classes.goalHead}>
        <div className={classes.goalWords}>
          {whole ? null : (
            <Heading className={classes.goalTitle}>
              <Link className={classes.planLink} to={paths.goalPage(goal.id)}>
                {goal.title}
              </Link>
            </Heading>
          )}
          <p className={classes.meta}>
            {begun || goal.status === 'DROPPED' ? <StatusMark status={goal.status} /> : null}
            {goal.kind === 'RESULT' ? <span>{t('kind.RESULT')}</span> : null}
            {goal.dueOn ? (
              <span data-late={late || undefined}>
                {t(late ? 'dueLate' : 'due', { date: dates.date(goal.dueOn) })}
              </span>
            ) : null}
            <VisibilityMark visibility={goal.visibility} />
            {goal.changes.length > 0 && !whole ? (
              <Link className={classes.quietLink} to={`${paths.goalPage(goal.id)}#changes`}>
                {t('changes.count', { count: goal.changes.length })}
              </Link>
            ) : null}
          </p>
        </div>
        <GoalMenu goal={goal} open={open} onStep={stepped ? undefined : () => setStepping(true)} />
      </div>
      <Measure goal={goal} begun={begun} />
      {/* Whoever reads the last check-in reads the reason there. */}
      {begun && goal.statusReason && risky && goal.checkIns.totalCount === 0 ? (
        <p className={classes.reason} data-look={goal.status}>
          {goal.statusReason}
        </p>
      ) : null}
      {goal.description ? <Markdown>{goal.description}</Markdown> : null}
      {goal.source ? <SourceLine source={goal.source} /> : null}
      {goal.hasParent && !whole ? (
        <p className={classes.hint}>
          {goal.parent ? (
            <>
              {t('parent.to')} <Link to={paths.goalPage(goal.parent.id)}>{goal.parent.title}</Link>
            </>
          ) : (
            t('parent.hidden')
          )}
        </p>
      ) : null}
      {stepped || stepping ? (
        <Milestones
          goal={goal}
          canEdit={goal.canEdit}
          readers={shown}
          adding={stepping}
          onAdding={setStepping}
        />
      ) : null}
      {goal.evidence.length > 0 || whole ? <EvidenceList goal={goal} /> : null}
      <Foot goal={goal} begun={begun} whole={whole} open={open} />
    </article>
  );
}

interface GoalMenuProps extends Pick<GoalCardProps, 'open'> {
  goal: Goal;
  onStep: (() => void) | undefined;
}

function GoalMenu({ goal, open, onStep }: GoalMenuProps) {
  const { t } = useTranslation(['development', 'common']);
  if (!goal.canEdit && !goal.canRemove) return null;
  return (
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
        {goal.canEdit ? (
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => open('edit-goal', goal.id)}>
            {t('common:action.edit')}
          </Menu.Item>
        ) : null}
        {goal.canEdit && onStep ? (
          <Menu.Item leftSection={<IconListCheck size={16} />} onClick={onStep}>
            {t('step.add')}
          </Menu.Item>
        ) : null}
        {goal.canAddEvidence ? (
          <Menu.Item leftSection={<IconPaperclip size={16} />} onClick={() => open('evidence', goal.id)}>
            {t('evidence.add')}
          </Menu.Item>
        ) : null}
        {goal.canRemove ? (
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} />}
            onClick={() => open('remove-goal', goal.id)}
          >
            {t('goal.remove')}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

interface FootProps {
  goal: Goal;
  begun: boolean;
  whole: boolean;
  open: GoalCardProps['open'];
}

/** What was told last and, as one asks, everything; and what to do. */
function Foot({ goal, begun, whole, open }: FootProps) {
  const { t } = useTranslation('development');
  const [asked, setAsked] = useState(false);
  // Before both have agreed there is nothing to tell; evidence waits behind the dots.
  if (!begun) return null;
  const count = goal.checkIns.totalCount;
  const last = goal.checkIns.edges[0]?.node;
  const all = asked || (whole && count > 1);
  return (
    <div className={classes.checkIns}>
      {all ? (
        <CheckInHistory goalId={goal.id} label={t('checkIns.of', { goal: goal.title })} />
      ) : last ? (
        <CheckInLine checkIn={last} />
      ) : (
        <p className={classes.hint}>{t('checkIns.none')}</p>
      )}
      <div className={classes.buttons} data-no-print>
        {goal.canCheckIn ? (
          <Button
            variant="light"
            aria-label={t('checkIn.about', { goal: goal.title })}
            onClick={() => open('check-in', goal.id)}
          >
            {t('checkIn.open')}
          </Button>
        ) : null}
        {goal.canAddEvidence ? (
          <Button
            variant="subtle"
            leftSection={<IconPaperclip size={16} />}
            aria-label={t('evidence.addTo', { goal: goal.title })}
            onClick={() => open('evidence', goal.id)}
          >
            {t('evidence.add')}
          </Button>
        ) : null}
        {count > 1 && !whole ? (
          <Button variant="subtle" aria-expanded={asked} onClick={() => setAsked(!asked)}>
            {asked ? t('checkIns.lastOnly') : t('checkIns.all', { count })}
          </Button>
        ) : null}
      </div>
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
