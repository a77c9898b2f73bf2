import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import type { CelebrationAudience } from '@/gql/graphql';
import { useDraft } from '@/lib/useDraft';
import { useDates } from '@/ui/dates';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './celebrations.module.css';
import { useSetCelebrationChoice } from './useCelebrations';

export const CelebrationSettingsFragment = graphql(`
  fragment CelebrationSettings_viewer on Viewer {
    celebrationChoice {
      anniversary
      birthday
      birthMonth
      birthDay
      hiredOn
    }
  }
`);

type Choice = DocumentType<typeof CelebrationSettingsFragment>['celebrationChoice'];

/** What of an address follows the #. */
const PART = 'celebrations';
const AUDIENCES = ['OFF', 'TEAM', 'EVERYONE'] as const;
/** With the longest February. */
const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const FIELDS = ['anniversary', 'birthday', 'birthMonth', 'birthDay'] as const;

const fieldsOf = (choice: Choice) => ({
  anniversary: choice.anniversary,
  birthday: choice.birthday,
  month: choice.birthMonth ?? 0,
  day: choice.birthDay ?? 0,
});

interface CelebrationSettingsProps {
  viewer: FragmentType<typeof CelebrationSettingsFragment>;
}

/** Who is told of one's own days. Nobody is asked for a year. */
export function CelebrationSettings({ viewer: masked }: CelebrationSettingsProps) {
  const { celebrationChoice: choice } = unmask(CelebrationSettingsFragment, masked);
  const { t } = useTranslation('celebrations');
  const saved = fieldsOf(choice);
  const part = useRef<HTMLDivElement>(null);
  const meant = useLocation().hash === `#${PART}`;

  // The address may mean this part of a long page, which was not there yet when it was opened.
  useEffect(() => {
    if (!meant) return;
    part.current?.scrollIntoView({ block: 'start' });
    part.current?.focus({ preventScroll: true });
  }, [meant]);

  return (
    <div id={PART} ref={part} tabIndex={-1} className={classes.anchor}>
      <Section title={t('choice.title')} look="card">
        <p className={classes.text}>{t('choice.text')}</p>
        {/* Once saved, one chooses from what was saved. */}
        <ChoiceForm key={JSON.stringify(saved)} saved={saved} hiredOn={choice.hiredOn} />
      </Section>
    </div>
  );
}

interface ChoiceFormProps {
  saved: ReturnType<typeof fieldsOf>;
  hiredOn: string | null;
}

function ChoiceForm({ saved, hiredOn }: ChoiceFormProps) {
  const { t } = useTranslation(['celebrations', 'common']);
  const dates = useDates();
  const set = useSetCelebrationChoice();
  const { value, change, clear } = useDraft('celebrations.choice', saved);
  const ids = { anniversary: useId(), birthday: useId() };
  const told = value.birthday !== 'OFF';
  const ready = !told || (value.month > 0 && value.day > 0);
  const dirty = JSON.stringify(value) !== JSON.stringify(saved);
  const month = new Intl.DateTimeFormat(dates.locale, { month: 'long', timeZone: 'UTC' });
  const audiences = AUDIENCES.map((one) => ({ value: one, label: t(`audience.${one}`) }));

  async function send() {
    if (!ready) return;
    const outcome = await set.run({
      input: {
        anniversary: value.anniversary,
        birthday: value.birthday,
        // A day that nobody is told of need not be known.
        birthMonth: told ? value.month : null,
        birthDay: told ? value.day : null,
      },
    });
    if (!outcome.ok) return;
    clear();
    toast(t('choice.saved'));
  }

  return (
    <Form onSubmit={() => void send()}>
      <div className={classes.field}>
        <span id={ids.anniversary} className={classes.label}>
          {t('choice.anniversary')}
        </span>
        <span className={classes.small}>
          {hiredOn ? t('choice.hiredOn', { day: dates.date(hiredOn) }) : t('choice.noHiredOn')}
        </span>
        <SegmentedControl
          fullWidth
          aria-labelledby={ids.anniversary}
          value={value.anniversary}
          onChange={(anniversary) => change({ anniversary: anniversary as CelebrationAudience })}
          data={audiences}
        />
      </div>
      <div className={classes.field}>
        <span id={ids.birthday} className={classes.label}>
          {t('choice.birthday')}
        </span>
        <span className={classes.small}>{t('choice.birthdayHint')}</span>
        <SegmentedControl
          fullWidth
          aria-labelledby={ids.birthday}
          value={value.birthday}
          onChange={(birthday) => change({ birthday: birthday as CelebrationAudience })}
          data={audiences}
        />
      </div>
      {told ? (
        <div className={classes.pair}>
          <NativeSelect
            required
            size="md"
            label={t('choice.day')}
            value={String(value.day)}
            error={set.fieldError('birthDay')}
            onChange={(event) => change({ day: Number(event.currentTarget.value) })}
            data={[
              { value: '0', label: t('choice.choose') },
              ...Array.from({ length: LENGTHS[value.month - 1] ?? 31 }, (_, index) => ({
                value: String(index + 1),
                label: String(index + 1),
              })),
            ]}
          />
          <NativeSelect
            required
            size="md"
            label={t('choice.month')}
            value={String(value.month)}
            error={set.fieldError('birthMonth')}
            onChange={(event) => {
              const chosen = Number(event.currentTarget.value);
              change({
                month: chosen,
                // 31 March must not become 31 April.
                day: value.day > (LENGTHS[chosen - 1] ?? 31) ? 0 : value.day,
              });
            }}
            data={[
              { value: '0', label: t('choice.choose') },
              ...LENGTHS.map((_, index) => ({
                value: String(index + 1),
                label: month.format(Date.UTC(2024, index, 1)),
              })),
            ]}
          />
        </div>
      ) : null}
      {told && value.month === 2 && value.day === 29 ? (
        <p className={classes.small}>{t('choice.leap')}</p>
      ) : null}
      <FormError>{set.error(...FIELDS) ?? set.fieldError('anniversary') ?? set.fieldError('birthday')}</FormError>
      <WhoWillSee>{t('choice.whoSees')}</WhoWillSee>
      <FormActions>
        {dirty ? (
          <Button variant="default" onClick={clear}>
            {t('common:action.cancel')}
          </Button>
        ) : null}
        <Button type="submit" loading={set.pending} disabled={!dirty || !ready}>
          {t('common:action.save')}
        </Button>
      </FormActions>
    </Form>
  );
}
