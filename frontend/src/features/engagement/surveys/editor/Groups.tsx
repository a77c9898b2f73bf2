import { ActionIcon, Button, NativeSelect, Radio } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SegmentKind, SurveyReaders } from '@/gql/graphql';
import { List } from '@/ui/List';
import { Section } from '@/ui/Section';
import { READERS, SEGMENT_KINDS } from '../../shared/kinds';
import { useSurveyNames } from '../../shared/names';
import { PromiseCard } from '../../shared/PromiseCard';
import { NumberField } from '../NumberField';
import classes from '../surveys.module.css';
import {
  KEEP_DAYS,
  MOST_PEOPLE,
  MOST_SEGMENTS,
  SCORES_FEWEST,
  WORDS_FEWEST,
  moved,
} from './form';
import type { SurveyFormState } from './useSurveyForm';

/** What reports tell of, to whom, of how few at least: all that is promised, and how it will read. */
export function Groups({ editor }: { editor: SurveyFormState }) {
  const { t } = useTranslation('surveys');
  const names = useSurveyNames();
  const { form, change, fieldError } = editor;
  const { segments } = form;
  const [said, setSaid] = useState('');
  const left = SEGMENT_KINDS.filter((kind) => !segments.includes(kind));

  const put = (next: SegmentKind[], words: string) => {
    change({ segments: next });
    setSaid(words);
  };
  const shift = (index: number, by: -1 | 1) => {
    const kind = segments[index];
    if (!kind) return;
    put(
      moved(segments, index, index + by),
      t('groups.movedTo', { segment: names.segment(kind), position: index + by + 1 }),
    );
  };
  return (
    <div className={classes.stack}>
      <Section title={t('groups.segments')}>
        <p className={classes.hint}>{t('groups.segmentsNote')}</p>
        {segments.length > 0 ? (
          <List label={t('groups.segments')}>
            {segments.map((kind, index) => (
              <li key={kind} className={classes.line}>
                <span className={classes.number}>{index + 1}</span>
                <span className={classes.grow}>
                  <span className={classes.name}>{names.segment(kind)}</span>
                  <span className={classes.note}>{t(`groups.note.${kind}`)}</span>
                </span>
                <span className={classes.buttons}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={40}
                    disabled={index === 0}
                    aria-label={t('groups.up', { segment: names.segment(kind) })}
                    onClick={() => shift(index, -1)}
                  >
                    <IconChevronUp size={20} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={40}
                    disabled={index === segments.length - 1}
                    aria-label={t('groups.down', { segment: names.segment(kind) })}
                    onClick={() => shift(index, 1)}
                  >
                    <IconChevronDown size={20} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={40}
                    aria-label={t('groups.remove', { segment: names.segment(kind) })}
                    onClick={() =>
                      put(
                        segments.filter((one) => one !== kind),
                        t('groups.removed', { segment: names.segment(kind) }),
                      )
                    }
                  >
                    <IconX size={18} />
                  </ActionIcon>
                </span>
              </li>
            ))}
          </List>
        ) : (
          <p className={classes.hint}>{t('groups.none')}</p>
        )}
        {segments.length >= 2 && segments[0] && segments[1] ? (
          <p className={classes.hint}>
            {t('groups.pair', { first: names.segment(segments[0]), second: names.segment(segments[1]) })}
          </p>
        ) : null}
        {left.length > 0 && segments.length < MOST_SEGMENTS ? (
          <div className={classes.buttons} role="group" aria-label={t('groups.add')}>
            {left.map((kind) => (
              <Button
                key={kind}
                variant="default"
                onClick={() =>
                  put([...segments, kind], t('groups.added', { segment: names.segment(kind) }))
                }
              >
                {t('groups.addOne', { segment: names.segment(kind) })}
              </Button>
            ))}
          </div>
        ) : null}
        {fieldError('segments') ? (
          <p role="alert" className={classes.warn}>
            {fieldError('segments')}
          </p>
        ) : null}
        <p className={classes.hidden} role="status">
          {said}
        </p>
      </Section>
      <Section title={t('groups.fewest')}>
        <div className={classes.fields}>
          <div className={classes.pair}>
            <NumberField
              label={t('groups.scores')}
              description={t('groups.scoresNote', { least: SCORES_FEWEST })}
              value={form.scoreGroup}
              onChange={(scoreGroup) => change({ scoreGroup })}
              min={SCORES_FEWEST}
              max={MOST_PEOPLE}
              error={fieldError('scoreGroup')}
            />
            <NumberField
              label={t('groups.words')}
              description={t('groups.wordsNote', { least: WORDS_FEWEST })}
              value={form.wordGroup}
              onChange={(wordGroup) => change({ wordGroup })}
              min={Math.max(WORDS_FEWEST, form.scoreGroup)}
              max={MOST_PEOPLE}
              error={fieldError('wordGroup')}
            />
          </div>
          <Radio.Group
            label={t('groups.readers')}
            value={form.readers}
            onChange={(readers) => change({ readers: readers as SurveyReaders })}
            error={fieldError('readers')}
          >
            <div className={classes.options}>
              {READERS.map((one) => (
                <Radio key={one} size="md" value={one} label={names.readers(one)} />
              ))}
            </div>
          </Radio.Group>
          <NativeSelect
            size="md"
            label={t('groups.keep')}
            description={t('groups.keepNote')}
            value={String(form.keepDays)}
            onChange={(event) => change({ keepDays: Number(event.currentTarget.value) })}
            error={fieldError('keepDays')}
            data={KEEP_DAYS.map((days) => ({
              value: String(days),
              label: days === 0 ? t('groups.keepNone') : t('groups.keepDays', { count: days }),
            }))}
          />
        </div>
      </Section>
      <PromiseCard promise={editor.facts.promise} title={t('groups.promise')} />
    </div>
  );
}
