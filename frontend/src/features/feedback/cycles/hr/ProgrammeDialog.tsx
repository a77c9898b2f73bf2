import { Button, NativeSelect, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql, unmask } from '@/gql';
import type { ProgrammeTrigger } from '@/gql/graphql';
import { addDays, calendarDate } from '@/lib/dates';
import { useDraft } from '@/lib/useDraft';
import { useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { NumberField } from './NumberField';
import type { Programme } from './Programmes';
import { AudienceFields } from './editor/AudienceFields';
import { type AudienceForm, AudienceFragment, audienceInput, audienceOf } from './editor/audience';
import classes from './hr.module.css';
import { useSaveCycleProgramme } from './useProgrammes';

const TemplateNamesQuery = graphql(`
  query CycleTemplateNames {
    cycleTemplates {
      key
      name
    }
  }
`);

interface Fields {
  name: string;
  trigger: ProgrammeTrigger;
  months: number;
  days: number;
  startsOn: string;
  templateKey: string;
  launchesItself: boolean;
  audience: AudienceForm;
}

/** When a programme makes a cycle, of what, and for whom. */
export default function ProgrammeDialog({
  programme,
  onClose,
}: {
  programme: Programme | null;
  onClose: () => void;
}) {
  const { t } = useTranslation(['cycles', 'common']);
  const { zone } = useDates();
  const save = useSaveCycleProgramme();
  const [{ data }] = useQuery({ query: TemplateNamesQuery });
  const draft = useDraft<Fields>(`cycles.programme:${programme?.id ?? 'new'}`, {
    name: programme?.name ?? '',
    trigger: programme?.trigger ?? 'EVERY_MONTHS',
    months: programme?.months ?? 6,
    days: programme?.days ?? 90,
    startsOn: programme?.startsOn ?? addDays(calendarDate(new Date(), zone), 14),
    templateKey: '',
    launchesItself: programme?.launchesItself ?? false,
    audience: audienceOf(unmask(AudienceFragment, programme?.audience) ?? null),
  });
  const { value, change } = draft;
  const templateKey = value.templateKey || data?.cycleTemplates[0]?.key || '';
  const repeats = value.trigger === 'EVERY_MONTHS';

  const send = async () => {
    if (!value.name.trim() || !value.startsOn || !templateKey) return;
    const outcome = await save.run({
      input: {
        id: programme?.id ?? null,
        version: programme?.version ?? 0,
        name: value.name.trim(),
        trigger: value.trigger,
        months: repeats ? value.months : null,
        days: repeats ? null : value.days,
        startsOn: value.startsOn,
        templateKey,
        launchesItself: value.launchesItself,
        audience: audienceInput(value.audience),
      },
    });
    if (!outcome.ok) return;
    toast(t('programmes.saved', { name: value.name.trim() }));
    draft.clear();
    onClose();
  };

  return (
    <Dialog
      opened
      onClose={onClose}
      title={programme ? t('programmes.edit') : t('programmes.new')}
      size="lg"
    >
      <Form onSubmit={() => void send()}>
        <TextInput
          size="md"
          data-autofocus
          required
          label={t('programmes.name')}
          placeholder={t('programmes.namePlaceholder')}
          value={value.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={save.fieldError('name')}
        />
        <SegmentedControl
          aria-label={t('programmes.trigger')}
          value={value.trigger}
          onChange={(trigger) => change({ trigger: trigger as ProgrammeTrigger })}
          data={(['EVERY_MONTHS', 'AFTER_HIRE'] as const).map((one) => ({
            value: one,
            label: t(`programmes.trigger.${one}`),
          }))}
        />
        <p className={classes.hint}>{t(`programmes.about.${value.trigger}`)}</p>
        <div className={classes.pair}>
          {repeats ? (
            <NumberField
              label={t('programmes.months')}
              value={value.months}
              min={1}
              max={60}
              onChange={(months) => change({ months })}
              error={save.fieldError('months')}
            />
          ) : (
            <NumberField
              label={t('programmes.days')}
              value={value.days}
              min={1}
              max={730}
              onChange={(days) => change({ days })}
              error={save.fieldError('days')}
            />
          )}
          <TextInput
            type="date"
            size="md"
            required
            label={t(repeats ? 'programmes.first' : 'programmes.from')}
            value={value.startsOn}
            onChange={(event) => change({ startsOn: event.currentTarget.value })}
            error={save.fieldError('startsOn')}
          />
        </div>
        <NativeSelect
          size="md"
          label={t('new.template')}
          {...(programme ? { description: t('programmes.templateAgain') } : {})}
          value={templateKey}
          onChange={(event) => change({ templateKey: event.currentTarget.value })}
          data={(data?.cycleTemplates ?? []).map((one) => ({ value: one.key, label: one.name }))}
          error={save.fieldError('templateKey')}
        />
        <Switch
          size="md"
          label={t('programmes.launches')}
          description={t('programmes.launchesNote')}
          checked={value.launchesItself}
          onChange={(event) => change({ launchesItself: event.currentTarget.checked })}
        />
        <AudienceFields
          value={value.audience}
          change={(patch) => change({ audience: { ...value.audience, ...patch } })}
          error={save.fieldError('audience')}
        />
        <FormError>
          {save.error('name', 'months', 'days', 'startsOn', 'templateKey', 'audience')}
        </FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button
            type="submit"
            loading={save.pending}
            disabled={!value.name.trim() || !value.startsOn || !templateKey}
          >
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
