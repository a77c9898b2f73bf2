import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconArticle,
  IconBook,
  IconCheck,
  IconDotsVertical,
  IconExternalLink,
  IconPencil,
  IconSchool,
  IconTools,
  IconTrash,
  IconVideo,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { DateText } from '@/ui/dates';
import { toast } from '@/ui/toast';
import classes from './learning.module.css';
import { useMinutes } from './useMinutes';
import {
  useMarkLearningDone,
  usePlanLearning,
  useRemoveLearning,
  useRetireLearningResource,
} from './useLearning';

export const ResourceLineFragment = graphql(`
  fragment ResourceLine_resource on LearningResource {
    id
    title
    kind
    url
    provider
    language
    minutes
    description
    doneCount
    retired
    canEdit
    version
    targets {
      rankFrom
      rankUntil
      competency {
        id
        name
      }
      skill {
        id
        name
      }
    }
    myRecord {
      id
      state
      doneOn
      minutes
      note
    }
  }
`);

export type Resource = DocumentType<typeof ResourceLineFragment>;

const ICONS = {
  COURSE: IconSchool,
  BOOK: IconBook,
  ARTICLE: IconArticle,
  VIDEO: IconVideo,
  PRACTICE: IconTools,
} as const;
const ADDRESS = /^https?:\/\//i;

interface ResourceLineProps {
  resource: FragmentType<typeof ResourceLineFragment>;
  /** Why it is suggested. */
  reason?: string;
  onDone: (resource: Resource) => void;
  onEdit: (resource: Resource) => void;
}

/** Something to learn from: what it is, what for, and what the viewer does with it. */
export function ResourceLine({ resource: masked, reason, onDone, onEdit }: ResourceLineProps) {
  const resource = unmask(ResourceLineFragment, masked);
  const { t } = useTranslation('learning');
  const minutes = useMinutes();
  const Icon = ICONS[resource.kind];
  const record = resource.myRecord;
  const facts = [
    t(`kind.${resource.kind}`),
    resource.provider,
    resource.minutes === null ? '' : minutes(resource.minutes),
    resource.language ? resource.language.toUpperCase() : '',
    resource.doneCount === null ? '' : t('doneBy', { count: resource.doneCount }),
  ].filter((one) => one !== '');
  const targets = resource.targets.flatMap((target) => {
    const name = target.competency?.name ?? target.skill?.name;
    return name ? [name] : [];
  });
  return (
    <li className={classes.line}>
      <span className={classes.icon} aria-hidden="true">
        <Icon size={20} stroke={1.6} />
      </span>
      <div className={classes.grow}>
        {ADDRESS.test(resource.url) ? (
          <a
            className={classes.name}
            href={resource.url}
            target="_blank"
            rel="noopener noreferrer nofollow"
          >
            {resource.title}
            <IconExternalLink size={14} aria-label={t('opensElsewhere')} />
          </a>
        ) : (
          <span className={classes.name}>{resource.title}</span>
        )}
        <span className={classes.note}>{facts.join(' · ')}</span>
        {reason ? <p className={classes.reason}>{reason}</p> : null}
        {resource.description ? <p className={classes.words}>{resource.description}</p> : null}
        {targets.length > 0 ? (
          <ul className={classes.chips} aria-label={t('targets')}>
            {targets.map((target) => (
              <li key={target} className={classes.chip}>
                {target}
              </li>
            ))}
          </ul>
        ) : null}
        {record?.state === 'DONE' ? (
          <p className={classes.done}>
            <IconCheck size={16} aria-hidden="true" />
            <span>
              {t('doneOn')} {record.doneOn ? <DateText date={record.doneOn} /> : null}
              {record.minutes === null ? null : ` · ${minutes(record.minutes)}`}
            </span>
          </p>
        ) : null}
        {record?.note ? <p className={classes.words}>{record.note}</p> : null}
      </div>
      <Acts resource={resource} onDone={() => onDone(resource)} onEdit={() => onEdit(resource)} />
    </li>
  );
}

interface ActsProps {
  resource: Resource;
  onDone: () => void;
  onEdit: () => void;
}

function Acts({ resource, onDone, onEdit }: ActsProps) {
  const { t } = useTranslation(['learning', 'common']);
  const plan = usePlanLearning();
  const done = useMarkLearningDone();
  const remove = useRemoveLearning();
  const retire = useRetireLearningResource();
  const { id, title, myRecord: record } = resource;

  async function put() {
    const outcome = await plan.run({ input: { resourceId: id } });
    toast(outcome.ok ? t('planned') : (outcome.refusal?.message ?? outcome.fault ?? ''));
  }

  async function takeOff() {
    const outcome = await remove.run({ input: { resourceId: id } });
    if (!outcome.ok) {
      toast(outcome.refusal?.message ?? outcome.fault ?? '');
      return;
    }
    toast(t('removed'), {
      label: t('common:action.undo'),
      run: () =>
        void (record?.state === 'DONE'
          ? done.run({
              input: {
                resourceId: id,
                doneOn: record.doneOn,
                minutes: record.minutes,
                note: record.note,
              },
            })
          : plan.run({ input: { resourceId: id } })),
    });
  }

  async function setRetired(retired: boolean) {
    const outcome = await retire.run({ input: { id, retired } });
    if (!outcome.ok) {
      toast(outcome.refusal?.message ?? outcome.fault ?? '');
      return;
    }
    if (retired) {
      toast(t('retired'), { label: t('common:action.undo'), run: () => void setRetired(false) });
    }
  }

  return (
    <>
      {!record && !resource.retired ? (
        <Button
          className={classes.act ?? ''}
          variant="default"
          loading={plan.pending}
          aria-label={t('planOf', { title })}
          onClick={() => void put()}
        >
          {t('plan')}
        </Button>
      ) : null}
      {record?.state === 'PLANNED' ? (
        <Button
          className={classes.act ?? ''}
          variant="default"
          aria-label={t('markOf', { title })}
          onClick={onDone}
        >
          {t('mark')}
        </Button>
      ) : null}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            className={classes.menu ?? ''}
            variant="subtle"
            color="gray"
            aria-label={t('more', { title })}
          >
            <IconDotsVertical size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {record?.state !== 'PLANNED' ? (
            <Menu.Item leftSection={<IconCheck size={18} />} onClick={onDone}>
              {record ? t('changeDone') : t('mark')}
            </Menu.Item>
          ) : null}
          {record ? (
            <Menu.Item leftSection={<IconTrash size={18} />} onClick={() => void takeOff()}>
              {t('remove')}
            </Menu.Item>
          ) : null}
          {resource.canEdit ? (
            <>
              <Menu.Item leftSection={<IconPencil size={18} />} onClick={onEdit}>
                {t('edit')}
              </Menu.Item>
              <Menu.Item onClick={() => void setRetired(!resource.retired)}>
                {resource.retired ? t('takeBack') : t('retire')}
              </Menu.Item>
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
