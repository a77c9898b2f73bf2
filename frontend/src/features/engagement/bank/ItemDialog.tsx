import { ActionIcon, Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SurveyQuestionKind } from '@/gql/graphql';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { LocalizedField, NO_WORDS, type Words } from '@/ui/LocalizedField';
import { toast } from '@/ui/toast';
import { QUESTION_KINDS } from '../shared/kinds';
import { useSurveyNames } from '../shared/names';
import classes from '../surveys/surveys.module.css';
import type { BankItem } from './Bank';
import { useSaveItem } from './useBank';

const MOST_OPTIONS = 20;
const KINDS = QUESTION_KINDS.filter((kind) => kind !== 'SCALE');

interface Fields {
  kind: SurveyQuestionKind;
  texts: Words;
  helps: Words;
  labels: Words[];
  options: Words[];
  driverId: string;
  outcome: boolean;
  reversed: boolean;
  licence: string;
  source: string;
}

const words = ({ en, ru }: Words): Words => ({ en, ru });
const isScale = (kind: SurveyQuestionKind) => kind.startsWith('SCALE');
const isChoice = (kind: SurveyQuestionKind) => kind === 'SINGLE_CHOICE' || kind === 'MULTIPLE_CHOICE';

interface ItemDialogProps {
  item: BankItem | null;
  drivers: readonly { id: string; name: string }[];
  onClose: () => void;
}

/** A question of the bank, new or changed; surveys that have it keep their own words. */
export default function ItemDialog({ item, drivers, onClose }: ItemDialogProps) {
  const { t } = useTranslation(['surveys', 'common']);
  const names = useSurveyNames();
  const save = useSaveItem();
  const draft = useDraft<Fields>(`surveys.item:${item?.id ?? 'new'}:${item?.version ?? 0}`, {
    kind: item?.kind ?? 'SCALE_5',
    texts: item ? words(item.texts) : NO_WORDS,
    helps: item ? words(item.helps) : NO_WORDS,
    labels: item && item.labelTexts.length > 0 ? item.labelTexts.map(words) : [NO_WORDS, NO_WORDS],
    options: item && item.optionTexts.length > 0 ? item.optionTexts.map(words) : [NO_WORDS, NO_WORDS],
    driverId: item?.driver?.id ?? '',
    outcome: item?.outcome ?? false,
    reversed: item?.reversed ?? false,
    licence: item?.licence ?? '',
    source: item?.source ?? '',
  });
  const { value, change } = draft;
  const wordless = !value.texts.en.trim() && !value.texts.ru.trim();
  const ready = !wordless && value.licence.trim() !== '' && value.source.trim() !== '';

  const send = async () => {
    if (!ready) return;
    const said = (one: Words) => one.en.trim() !== '' || one.ru.trim() !== '';
    const scale = isScale(value.kind);
    const outcome = await save.run({
      input: {
        itemId: item?.id ?? null,
        version: item?.version ?? null,
        kind: value.kind,
        texts: value.texts,
        helps: value.helps,
        labels: scale && value.labels.some(said) ? value.labels : [],
        options: isChoice(value.kind) ? value.options.filter(said) : [],
        driverId: value.driverId || null,
        outcome: (scale || value.kind === 'YES_NO') && value.outcome,
        reversed: (scale || value.kind === 'YES_NO') && value.reversed,
        licence: value.licence.trim(),
        source: value.source.trim(),
      },
    });
    if (!outcome.ok) return;
    draft.clear();
    toast(t('bank.saved'));
    onClose();
  };
  const put = (part: 'labels' | 'options', index: number, next: Words) =>
    change({ [part]: value[part].map((one, at) => (at === index ? next : one)) });

  return (
    <Dialog opened onClose={onClose} title={t(item ? 'bank.edit' : 'bank.new')} size="lg">
      <Form onSubmit={() => void send()}>
        {item ? <p className={classes.hint}>{t('bank.editNote')}</p> : null}
        <NativeSelect
          size="md"
          label={t('bank.kind')}
          value={value.kind}
          onChange={(event) =>
            change({
              kind: event.currentTarget.value as SurveyQuestionKind,
              // Words for each point of one scale are none for those of another.
              labels: [value.labels[0] ?? NO_WORDS, value.labels.at(-1) ?? NO_WORDS],
            })
          }
          error={save.fieldError('kind')}
          data={KINDS.map((kind) => ({ value: kind, label: names.questionKind(kind) }))}
        />
        <LocalizedField
          label={t('bank.text')}
          value={value.texts}
          onChange={(texts) => change({ texts })}
          error={save.fieldError('texts')}
          lines={2}
          autoFocus
        />
        <LocalizedField
          label={t('bank.help')}
          description={t('bank.helpNote')}
          value={value.helps}
          onChange={(helps) => change({ helps })}
          error={save.fieldError('helps')}
        />
        {isScale(value.kind) ? (
          <div className={classes.points}>
            {value.labels.map((label, index) => (
              <LocalizedField
                key={index}
                label={
                  index === 0
                    ? t('bank.lowest')
                    : index === value.labels.length - 1
                      ? t('bank.highest')
                      : t('bank.point', { number: index + 1 })
                }
                value={label}
                onChange={(next) => put('labels', index, next)}
                error={index === 0 ? save.fieldError('labels') : undefined}
              />
            ))}
          </div>
        ) : null}
        {isChoice(value.kind) ? (
          <div className={classes.points}>
            {value.options.map((option, index) => (
              <div key={index} className={classes.point}>
                <LocalizedField
                  label={t('bank.option', { number: index + 1 })}
                  value={option}
                  onChange={(next) => put('options', index, next)}
                  error={index === 0 ? save.fieldError('options') : undefined}
                />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={40}
                  disabled={value.options.length <= 2}
                  aria-label={t('bank.removeOption', { number: index + 1 })}
                  onClick={() => change({ options: value.options.filter((_, at) => at !== index) })}
                >
                  <IconX size={18} />
                </ActionIcon>
              </div>
            ))}
            <div>
              <Button
                variant="default"
                leftSection={<IconPlus size={18} aria-hidden="true" />}
                disabled={value.options.length >= MOST_OPTIONS}
                onClick={() => change({ options: [...value.options, NO_WORDS] })}
              >
                {t('bank.addOption')}
              </Button>
            </div>
          </div>
        ) : null}
        <NativeSelect
          size="md"
          label={t('bank.driver')}
          description={t('bank.driverNote')}
          value={value.driverId}
          onChange={(event) => change({ driverId: event.currentTarget.value })}
          error={save.fieldError('driverId')}
          data={[
            { value: '', label: t('bank.noDriver') },
            ...drivers.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        {isScale(value.kind) || value.kind === 'YES_NO' ? (
          <>
            <Switch
              size="md"
              label={t('bank.outcome')}
              description={t('bank.outcomeNote')}
              checked={value.outcome}
              onChange={(event) => change({ outcome: event.currentTarget.checked })}
            />
            <Switch
              size="md"
              label={t('bank.reversed')}
              description={t('bank.reversedNote')}
              checked={value.reversed}
              onChange={(event) => change({ reversed: event.currentTarget.checked })}
            />
          </>
        ) : null}
        <div className={classes.pair}>
          <TextInput
            size="md"
            required
            label={t('bank.licence')}
            description={t('bank.licenceNote')}
            value={value.licence}
            onChange={(event) => change({ licence: event.currentTarget.value })}
            error={save.fieldError('licence')}
          />
          <TextInput
            size="md"
            required
            label={t('bank.source')}
            description={t('bank.sourceNote')}
            value={value.source}
            onChange={(event) => change({ source: event.currentTarget.value })}
            error={save.fieldError('source')}
          />
        </div>
        <FormError>
          {save.error('kind', 'texts', 'helps', 'labels', 'options', 'driverId', 'licence', 'source')}
        </FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={save.pending} disabled={!ready}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
