import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LocalizedField, type Words } from '@/ui/LocalizedField';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from '../competencies.module.css';
import {
  type CompetencyForm,
  type FamilyForm,
  type FrameworkForm,
  type LevelForm,
  type TrackForm,
  moved,
  saidIn,
  withOne,
} from './form';
import { CompetencyDialog, LevelDialog, NamesDialog } from './PartDialogs';
import type { DraftForm } from './useDraftForm';

type Open =
  | { what: 'family'; family: FamilyForm | null }
  | { what: 'competency'; competency: CompetencyForm | null; familyKey: string }
  | { what: 'track'; track: TrackForm | null }
  | { what: 'level'; track: TrackForm; level: LevelForm | null };

/** What a framework consists of: names, families with competencies, tracks with levels. */
export function Structure({ draft }: { draft: DraftForm }) {
  const { t, i18n } = useTranslation(['competencies', 'common']);
  const { form, change } = draft;
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const said = (names: Words, key: string) => saidIn(names, i18n.language) || key;

  /** Takes something away, with a way back for a moment. */
  function drop(name: string, patch: Partial<FrameworkForm>) {
    const before = form;
    change(patch);
    toast(t('structure.removed', { name }), {
      label: t('common:action.undo'),
      run: () => change(before),
    });
  }

  return (
    <div className={classes.stack}>
      <Section title={t('structure.about')}>
        <div className={classes.fields}>
          <LocalizedField
            label={t('structure.names')}
            value={form.names}
            onChange={(names) => change({ names })}
          />
          <LocalizedField
            label={t('structure.descriptions')}
            description={t('structure.descriptionsHint')}
            lines={2}
            value={form.descriptions}
            onChange={(descriptions) => change({ descriptions })}
          />
        </div>
      </Section>

      <Section
        title={t('structure.tracks')}
        aside={
          <Button
            variant="default"
            leftSection={<IconPlus size={16} />}
            onClick={() => setOpen({ what: 'track', track: null })}
          >
            {t('structure.addTrack')}
          </Button>
        }
      >
        <p className={classes.note}>{t('structure.tracksHint')}</p>
        {form.tracks.map((track, index) => (
          <Group
            key={track.key}
            name={said(track.names, track.key)}
            missing={track.names.en.trim() === ''}
            onEdit={() => setOpen({ what: 'track', track })}
            onRemove={() =>
              drop(said(track.names, track.key), {
                tracks: form.tracks.filter((one) => one !== track),
              })
            }
            onMove={(by) => change({ tracks: moved(form.tracks, index, by) })}
            first={index === 0}
            last={index === form.tracks.length - 1}
            add={t('structure.addLevel')}
            onAdd={() => setOpen({ what: 'level', track, level: null })}
          >
            {track.levels.map((level, rank) => {
              const put = (levels: LevelForm[]) =>
                change({ tracks: withOne(form.tracks, { ...track, levels }) });
              return (
                <Line
                  key={level.key}
                  name={said(level.names, level.key)}
                  missing={level.names.en.trim() === ''}
                  number={rank + 1}
                  onEdit={() => setOpen({ what: 'level', track, level })}
                  onRemove={() => {
                    drop(said(level.names, level.key), {
                      tracks: withOne(form.tracks, {
                        ...track,
                        levels: track.levels.filter((one) => one !== level),
                      }),
                    });
                  }}
                  onMove={(by) => put(moved(track.levels, rank, by))}
                  first={rank === 0}
                  last={rank === track.levels.length - 1}
                />
              );
            })}
          </Group>
        ))}
      </Section>

      <Section
        title={t('structure.families')}
        aside={
          <Button
            variant="default"
            leftSection={<IconPlus size={16} />}
            onClick={() => setOpen({ what: 'family', family: null })}
          >
            {t('structure.addFamily')}
          </Button>
        }
      >
        <p className={classes.note}>{t('structure.familiesHint')}</p>
        {form.families.map((family, index) => {
          const own = form.competencies.filter((one) => one.familyKey === family.key);
          const put = (list: CompetencyForm[]) =>
            change({
              competencies: [
                ...form.competencies.filter((one) => one.familyKey !== family.key),
                ...list,
              ],
            });
          return (
            <Group
              key={family.key}
              name={said(family.names, family.key)}
              missing={family.names.en.trim() === ''}
              onEdit={() => setOpen({ what: 'family', family })}
              onRemove={() =>
                drop(said(family.names, family.key), {
                  families: form.families.filter((one) => one !== family),
                  competencies: form.competencies.filter((one) => one.familyKey !== family.key),
                })
              }
              onMove={(by) => change({ families: moved(form.families, index, by) })}
              first={index === 0}
              last={index === form.families.length - 1}
              add={t('structure.addCompetency')}
              onAdd={() =>
                setOpen({ what: 'competency', competency: null, familyKey: family.key })
              }
            >
              {own.map((competency, place) => (
                <Line
                  key={competency.key}
                  name={said(competency.names, competency.key)}
                  missing={competency.names.en.trim() === ''}
                  onEdit={() =>
                    setOpen({ what: 'competency', competency, familyKey: family.key })
                  }
                  onRemove={() =>
                    drop(said(competency.names, competency.key), {
                      competencies: form.competencies.filter((one) => one !== competency),
                    })
                  }
                  onMove={(by) => put(moved(own, place, by))}
                  first={place === 0}
                  last={place === own.length - 1}
                />
              ))}
            </Group>
          );
        })}
      </Section>

      {open?.what === 'family' ? (
        <NamesDialog
          kind="family"
          part={open.family}
          taken={form.families.map((one) => one.key)}
          onDone={(family) => change({ families: withOne(form.families, family) })}
          onClose={close}
        />
      ) : null}
      {open?.what === 'track' ? (
        <NamesDialog
          kind="track"
          part={open.track}
          taken={form.tracks.map((one) => one.key)}
          onDone={(part) =>
            change({ tracks: withOne(form.tracks, { levels: [], ...open.track, ...part }) })
          }
          onClose={close}
        />
      ) : null}
      {open?.what === 'level' ? (
        <LevelDialog
          level={open.level}
          track={open.track}
          form={form}
          onDone={(level) =>
            change({
              tracks: withOne(form.tracks, {
                ...open.track,
                levels: withOne(open.track.levels, level),
              }),
            })
          }
          onClose={close}
        />
      ) : null}
      {open?.what === 'competency' ? (
        <CompetencyDialog
          competency={open.competency}
          familyKey={open.familyKey}
          form={form}
          onDone={(competency) =>
            change({ competencies: withOne(form.competencies, competency) })
          }
          onClose={close}
        />
      ) : null}
    </div>
  );
}

interface LineProps {
  name: string;
  /** Whether the name that publishing needs is missing. */
  missing: boolean;
  number?: number;
  onEdit: () => void;
  onRemove: () => void;
  onMove: (by: -1 | 1) => void;
  first: boolean;
  last: boolean;
}

function Line({ name, missing, number, ...acts }: LineProps) {
  const { t } = useTranslation('competencies');
  return (
    <li className={classes.part}>
      <span className={classes.grow}>
        <span>
          {number === undefined ? null : <span className={classes.rank}>{number}</span>}
          {name}
        </span>
        {missing ? <span className={classes.problem}>{t('structure.noEnglish')}</span> : null}
      </span>
      <Acts name={name} {...acts} />
    </li>
  );
}

function Acts({
  name,
  onEdit,
  onRemove,
  onMove,
  first,
  last,
}: Omit<LineProps, 'missing' | 'number'>) {
  const { t } = useTranslation('competencies');
  const icon = { size: 18, stroke: 1.7 };
  return (
    <span className={classes.acts}>
      <ActionIcon
        variant="subtle"
        color="gray"
        disabled={first}
        aria-label={t('structure.up', { name })}
        onClick={() => onMove(-1)}
      >
        <IconArrowUp {...icon} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        disabled={last}
        aria-label={t('structure.down', { name })}
        onClick={() => onMove(1)}
      >
        <IconArrowDown {...icon} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('structure.edit', { name })}
        onClick={onEdit}
      >
        <IconPencil {...icon} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('structure.remove', { name })}
        onClick={onRemove}
      >
        <IconTrash {...icon} />
      </ActionIcon>
    </span>
  );
}

interface GroupProps extends Omit<LineProps, 'number'> {
  add: string;
  onAdd: () => void;
  children: ReactNode;
}

function Group({ name, missing, add, onAdd, children, ...acts }: GroupProps) {
  const { t } = useTranslation('competencies');
  return (
    <div className={classes.group}>
      <div className={classes.groupHead}>
        <h3 className={classes.small}>
          {name}
          {missing ? <span className={classes.problem}> {t('structure.noEnglish')}</span> : null}
        </h3>
        <Acts name={name} {...acts} />
      </div>
      <ul className={classes.parts}>{children}</ul>
      <div>
        <Button
          variant="subtle"
          leftSection={<IconPlus size={16} />}
          aria-label={t('structure.addTo', { add, name })}
          onClick={onAdd}
        >
          {add}
        </Button>
      </div>
    </div>
  );
}
