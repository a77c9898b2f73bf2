import { ActionIcon, Checkbox, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useWanted } from '@/lib/useWanted';
import { DateText, useDates } from '@/ui/dates';
import { EditActionItemDialog } from './EditActionItemDialog';
import classes from './one_on_ones.module.css';
import { useSetActionItemState } from './useActionItems';

export const ActionItemLineFragment = graphql(`
  fragment ActionItemLine_item on ActionItem {
    id
    body
    state
    dueOn
    overdue
    carriedOver
    version
    owner {
      id
      name
      isViewer
    }
    other {
      id
      name
      isViewer
    }
  }
`);

interface ActionItemLineProps {
  item: FragmentType<typeof ActionItemLineFragment>;
}

/** A promise: what, by whom, until when; kept with one click. */
export function ActionItemLine({ item: masked }: ActionItemLineProps) {
  const item = unmask(ActionItemLineFragment, masked);
  const { t } = useTranslation('one_on_ones');
  const dates = useDates();
  const setState = useSetActionItemState();
  const state = useWanted(item.state);
  const [editing, setEditing] = useState(false);
  const done = state.shown !== 'OPEN';

  const mark = async (wanted: typeof item.state) => {
    state.want(wanted);
    if (!(await setState.run(item, wanted))) state.revert();
  };

  return (
    <li className={classes.promise}>
      <Checkbox
        className={classes.check ?? ''}
        size="md"
        checked={state.shown === 'DONE'}
        disabled={state.shown === 'DROPPED'}
        aria-label={t('promises.done', { promise: item.body })}
        onChange={(event) => void mark(event.currentTarget.checked ? 'DONE' : 'OPEN')}
      />
      <div className={classes.body}>
        <span className={`${classes.text} ${done ? classes.done : ''}`}>{item.body}</span>
        <span className={classes.meta}>
          <span>{item.owner.isViewer ? t('promises.you') : item.owner.name}</span>
          {item.dueOn ? (
            <>
              {' · '}
              <span data-late={(item.overdue && !done) || undefined}>
                {item.overdue && !done ? (
                  t('promises.late', { date: dates.date(item.dueOn) })
                ) : (
                  <DateText date={item.dueOn} />
                )}
              </span>
            </>
          ) : null}
          {item.carriedOver ? <> · {t('promises.carried')}</> : null}
          {state.shown === 'DROPPED' ? <> · {t('promises.droppedMark')}</> : null}
        </span>
      </div>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={40}
            aria-label={t('promises.menu', { promise: item.body })}
          >
            <IconDots size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {done ? (
            <Menu.Item onClick={() => void mark('OPEN')}>{t('promises.reopen')}</Menu.Item>
          ) : (
            <>
              <Menu.Item onClick={() => setEditing(true)}>{t('points.edit')}</Menu.Item>
              <Menu.Item color="red" onClick={() => void mark('DROPPED')}>
                {t('promises.drop')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {editing ? <EditActionItemDialog item={item} onClose={() => setEditing(false)} /> : null}
    </li>
  );
}
