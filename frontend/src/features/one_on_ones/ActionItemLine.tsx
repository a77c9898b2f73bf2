import { ActionIcon, Checkbox, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { useIntoPlan } from '@/lib/intoPlan';
import { useWanted } from '@/lib/useWanted';
import { DateText, useDates } from '@/ui/dates';
import classes from './one_on_ones.module.css';
import { useSetActionItemState } from './useActionItems';

const EditActionItemDialog = lazy(() => import('./EditActionItemDialog'));
const MakeGoalDialog = lazy(() => import('./promises/MakeGoalDialog'));
const PromiseDialog = lazy(() => import('./promises/PromiseDialog'));

export const ActionItemLineFragment = graphql(`
  fragment ActionItemLine_item on ActionItem {
    id
    body
    state
    dueOn
    overdue
    carriedOver
    commentCount
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

type Item = DocumentType<typeof ActionItemLineFragment>;

interface ActionItemLineProps {
  item: FragmentType<typeof ActionItemLineFragment>;
  /** Names the one to whom it was promised, where the page does not say it. */
  withOther?: boolean;
}

/** A promise: what, by whom, until when; kept with one click. */
export function ActionItemLine({ item: masked, withOther = false }: ActionItemLineProps) {
  const item = unmask(ActionItemLineFragment, masked);
  const { t } = useTranslation('one_on_ones');
  const setState = useSetActionItemState();
  const state = useWanted(item.state);
  const [dialog, setDialog] = useState<'edit' | 'goal' | 'details' | null>(null);
  const close = () => setDialog(null);
  const intoPlan = useIntoPlan();
  const settled = state.shown !== 'OPEN';

  const mark = async (wanted: 'OPEN' | 'DONE' | 'DROPPED') => {
    state.want(wanted);
    if (!(await setState.run(item, wanted))) state.revert();
  };

  return (
    <li className={classes.promise}>
      <Checkbox
        className={classes.check ?? ''}
        size="md"
        checked={state.shown === 'DONE'}
        disabled={settled && state.shown !== 'DONE'}
        aria-label={t('promises.done', { promise: item.body })}
        onChange={(event) => void mark(event.currentTarget.checked ? 'DONE' : 'OPEN')}
      />
      <div className={classes.body}>
        <span className={`${classes.text} ${settled ? classes.done : ''}`}>{item.body}</span>
        <Facts item={item} state={state.shown} withOther={withOther} onTalk={() => setDialog('details')} />
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
          <Menu.Item onClick={() => setDialog('details')}>{t('promises.details')}</Menu.Item>
          {state.shown === 'OPEN' ? (
            <>
              <Menu.Item onClick={() => setDialog('edit')}>{t('points.edit')}</Menu.Item>
              {item.owner.isViewer ? (
                <>
                  <Menu.Item onClick={() => setDialog('goal')}>{t('promises.goal')}</Menu.Item>
                  <Menu.Item
                    onClick={() =>
                      intoPlan.open({ origin: 'ACTION_ITEM', sourceId: item.id, title: item.body })
                    }
                  >
                    {t('promises.intoPlan')}
                  </Menu.Item>
                </>
              ) : null}
              <Menu.Item color="red" onClick={() => void mark('DROPPED')}>
                {t('promises.drop')}
              </Menu.Item>
            </>
          ) : null}
          {state.shown === 'DONE' || state.shown === 'DROPPED' ? (
            <Menu.Item onClick={() => void mark('OPEN')}>{t('promises.reopen')}</Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>
        {dialog === 'edit' ? <EditActionItemDialog item={item} onClose={close} /> : null}
        {dialog === 'goal' ? <MakeGoalDialog item={item} onClose={close} /> : null}
        {dialog === 'details' ? <PromiseDialog id={item.id} onClose={close} /> : null}
      </Suspense>
    </li>
  );
}

interface FactsProps {
  item: Item;
  /** As it is shown, which may be ahead of the server. */
  state: Item['state'];
  withOther: boolean;
  onTalk: () => void;
}

/** Under the words: by whom, for whom, until when, what became of it, what was said about it. */
function Facts({ item, state, withOther, onTalk }: FactsProps) {
  const { t } = useTranslation('one_on_ones');
  const dates = useDates();
  const late = item.overdue && state === 'OPEN';
  const who = item.owner.isViewer
    ? withOther
      ? t('promises.to', { name: item.other.name })
      : t('promises.you')
    : item.owner.name;
  return (
    <span className={classes.meta}>
      <span>{who}</span>
      {item.dueOn ? (
        <>
          {' · '}
          <span data-late={late || undefined}>
            {late ? t('promises.late', { date: dates.date(item.dueOn) }) : <DateText date={item.dueOn} />}
          </span>
        </>
      ) : null}
      {item.carriedOver && state === 'OPEN' && !withOther ? <> · {t('promises.carried')}</> : null}
      {state === 'OPEN' || state === 'DONE' ? null : <> · {t(`promise.state.${state}`)}</>}
      {item.commentCount > 0 ? (
        <>
          {' · '}
          <button type="button" className={classes.talk} onClick={onTalk}>
            {t('comments.count', { count: item.commentCount })}
          </button>
        </>
      ) : null}
    </span>
  );
}
