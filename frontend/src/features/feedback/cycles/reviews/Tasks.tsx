import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { List } from '@/ui/List';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import classes from './reviews.module.css';

export const TasksFragment = graphql(`
  fragment Tasks_task on CycleTask {
    kind
    count
    until
    overdue
    cycle {
      id
      name
    }
    participant {
      id
      person {
        id
        isViewer
        ...PersonLine_person
      }
    }
  }
`);

type Any = DocumentType<typeof TasksFragment>;
/** Reviews to write stand in a list of their own. */
type Task = Any & { kind: Exclude<Any['kind'], 'WRITE_REVIEWS'> };

const isTask = (one: Any): one is Task => one.kind !== 'WRITE_REVIEWS';

/** What else cycles wait for: choosing raters, approving, preparing and reading packets. */
export function Tasks({ tasks: masked }: { tasks: readonly FragmentType<typeof TasksFragment>[] }) {
  const { t } = useTranslation('reviews');
  const dates = useDates();
  const tasks = unmask(TasksFragment, masked).filter(isTask);
  if (tasks.length === 0) return null;
  return (
    <Section title={t('tasks.title')}>
      <List label={t('tasks.title')}>
        {tasks.map((task) => {
          const other = task.participant && !task.participant.person.isViewer ? task.participant : null;
          const words = t(`task.${task.kind}`, { count: task.count, cycle: task.cycle.name });
          return (
            <li key={`${task.kind}:${task.cycle.id}:${task.participant?.id}`} className={classes.line}>
              <div className={classes.who}>
                {other ? <PersonLine person={other.person} note={words} /> : <span>{words}</span>}
              </div>
              {task.until ? (
                <span className={classes.when} data-overdue={task.overdue || undefined}>
                  <time dateTime={task.until}>
                    {t(task.overdue ? 'line.wasDue' : 'line.due', {
                      date: dates.nearDate(task.until),
                    })}
                  </time>
                </span>
              ) : null}
              <Button variant="light" component={Link} to={addressOf(task)}>
                {t(`do.${task.kind}`)}
              </Button>
            </li>
          );
        })}
      </List>
    </Section>
  );
}

function addressOf({ kind, cycle, participant }: Task): string {
  switch (kind) {
    case 'NOMINATE':
    case 'APPROVE_NOMINATIONS':
      return participant ? paths.nominations(participant.id) : paths.nominationsOf(cycle.id);
    case 'PREPARE_PACKETS':
      return participant ? paths.packet(participant.id) : paths.teamPackets;
    case 'READ_PACKET':
      return participant ? paths.packet(participant.id) : paths.packets;
    case 'CALIBRATE':
      return paths.cyclePart(cycle.id, 'calibration');
  }
}
