import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions } from '@/ui/Form';
import { LocalizedField, NO_WORDS, type Words } from '@/ui/LocalizedField';
import classes from '../competencies.module.css';
import {
  type CompetencyForm,
  type FrameworkForm,
  type LevelForm,
  type TrackForm,
  isEmpty,
  keyFor,
  placeOf,
  saidIn,
} from './form';

interface NamesDialogProps {
  kind: 'family' | 'track';
  part: { key: string; names: Words } | null;
  taken: readonly string[];
  onDone: (part: { key: string; names: Words }) => void;
  onClose: () => void;
}

/** The name of a family or a track. */
export function NamesDialog({ kind, part, taken, onDone, onClose }: NamesDialogProps) {
  const { t } = useTranslation('competencies');
  const [names, setNames] = useState(part?.names ?? NO_WORDS);
  return (
    <PartDialog
      title={t(part ? `part.${kind}.edit` : `part.${kind}.add`)}
      ready={!isEmpty(names)}
      onDone={() => onDone({ key: part?.key ?? keyFor(names, kind, taken), names })}
      onClose={onClose}
    >
      <LocalizedField
        label={t('part.names')}
        description={t(`part.${kind}.hint`)}
        value={names}
        onChange={setNames}
        autoFocus
      />
    </PartDialog>
  );
}

interface LevelDialogProps {
  level: LevelForm | null;
  track: TrackForm;
  form: FrameworkForm;
  onDone: (level: LevelForm) => void;
  onClose: () => void;
}

/** A level: what it is called, and where one can go from it besides up. */
export function LevelDialog({ level, track, form, onDone, onClose }: LevelDialogProps) {
  const { t, i18n } = useTranslation('competencies');
  const [names, setNames] = useState(level?.names ?? NO_WORDS);
  const [leadsTo, setLeadsTo] = useState(level?.leadsTo ?? []);
  const others = form.tracks.filter((one) => one.key !== track.key && one.levels.length > 0);
  const key = level?.key ?? keyFor(names, 'level', track.levels.map((one) => one.key));
  return (
    <PartDialog
      title={t(level ? 'part.level.edit' : 'part.level.add')}
      ready={!isEmpty(names)}
      onDone={() => onDone({ key, names, leadsTo })}
      onClose={onClose}
    >
      <LocalizedField
        label={t('part.names')}
        description={t('part.level.hint')}
        value={names}
        onChange={setNames}
        autoFocus
      />
      {others.length > 0 ? (
        <Checkbox.Group
          label={t('part.level.leadsTo')}
          description={t('part.level.leadsToHint')}
          value={leadsTo}
          onChange={setLeadsTo}
        >
          <div className={classes.choices}>
            {others.map((other) => (
              <div key={other.key} className={classes.choices} data-tight>
                <span className={classes.note}>{saidIn(other.names, i18n.language)}</span>
                {other.levels.map((one) => (
                  <Checkbox
                    key={one.key}
                    value={placeOf(other.key, one.key)}
                    label={saidIn(one.names, i18n.language) || one.key}
                  />
                ))}
              </div>
            ))}
          </div>
        </Checkbox.Group>
      ) : null}
    </PartDialog>
  );
}

interface CompetencyDialogProps {
  competency: CompetencyForm | null;
  familyKey: string;
  form: FrameworkForm;
  onDone: (competency: CompetencyForm) => void;
  onClose: () => void;
}

/** A competency: its name, what it means, and in which family it stands. */
export function CompetencyDialog({
  competency,
  familyKey: first,
  form,
  onDone,
  onClose,
}: CompetencyDialogProps) {
  const { t, i18n } = useTranslation('competencies');
  const [names, setNames] = useState(competency?.names ?? NO_WORDS);
  const [descriptions, setDescriptions] = useState(competency?.descriptions ?? NO_WORDS);
  const [familyKey, setFamilyKey] = useState(first);
  const key =
    competency?.key ?? keyFor(names, 'competency', form.competencies.map((one) => one.key));
  return (
    <PartDialog
      title={t(competency ? 'part.competency.edit' : 'part.competency.add')}
      ready={!isEmpty(names)}
      onDone={() =>
        onDone({ key, familyKey, names, descriptions, texts: competency?.texts ?? {} })
      }
      onClose={onClose}
    >
      <LocalizedField label={t('part.names')} value={names} onChange={setNames} autoFocus />
      <LocalizedField
        label={t('part.competency.description')}
        description={t('part.competency.descriptionHint')}
        lines={2}
        value={descriptions}
        onChange={setDescriptions}
      />
      {form.families.length > 1 ? (
        <NativeSelect
          label={t('part.competency.family')}
          value={familyKey}
          onChange={(event) => setFamilyKey(event.currentTarget.value)}
          data={form.families.map((one) => ({
            value: one.key,
            label: saidIn(one.names, i18n.language) || one.key,
          }))}
        />
      ) : null}
    </PartDialog>
  );
}

interface PartDialogProps {
  title: string;
  ready: boolean;
  onDone: () => void;
  onClose: () => void;
  children: ReactNode;
}

function PartDialog({ title, ready, onDone, onClose, children }: PartDialogProps) {
  const { t } = useTranslation('common');
  const finish = () => {
    if (!ready) return;
    onDone();
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={title}>
      <Form onSubmit={finish}>
        {children}
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" disabled={!ready}>
            {t('action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
