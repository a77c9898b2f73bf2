import { Checkbox, NativeSelect, SegmentedControl, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Nominator, Perspective } from '@/gql/graphql';
import { List } from '@/ui/List';
import { Section } from '@/ui/Section';
import { MINIMUM_FLOOR, NAMED_ALWAYS, PERSPECTIVES } from '../../parts/PerspectiveName';
import { NumberField } from '../NumberField';
import { TermList } from '../Terms';
import classes from '../hr.module.css';
import type { PerspectiveForm } from './form';
import type { CycleFormState } from './useCycleForm';

const MOST = 20;

/** Who is asked, whether by name, from how many on something is shown, and what raters will read. */
export function Perspectives({ editor }: { editor: CycleFormState }) {
  const { t } = useTranslation('cycles');
  const { form, change, fieldError, facts, state } = editor;
  const asked = new Map(form.perspectives.map((one) => [one.kind, one]));
  const nominated = asked.has('PEER') || asked.has('EXTERNAL');

  const put = (kind: Perspective, patch: Partial<PerspectiveForm> | null) =>
    change({
      perspectives: PERSPECTIVES.flatMap((one) => {
        const before = asked.get(one);
        if (one !== kind) return before ? [before] : [];
        if (patch === null) return [];
        const fresh = { kind, anonymous: !NAMED_ALWAYS.includes(kind), minimum: MINIMUM_FLOOR, weight: 1 };
        return [{ ...(before ?? fresh), ...patch }];
      }),
      // A question is asked only from perspectives that there are.
      ...(patch === null
        ? {
            questions: form.questions.map((question) => ({
              ...question,
              perspectives: question.perspectives.filter((one) => one !== kind),
            })),
          }
        : {}),
    });

  return (
    <div className={classes.stack}>
      <p className={classes.hint}>{t('perspectives.explain')}</p>
      <List label={t('part.perspectives')}>
        {PERSPECTIVES.map((kind) => {
          const one = asked.get(kind);
          const terms = facts.terms.filter((each) => each.perspective === kind);
          return (
            <li key={kind} className={classes.perspective}>
              <Checkbox
                size="md"
                label={<strong>{t(`perspective.${kind}`)}</strong>}
                description={t(`perspectives.about.${kind}`)}
                checked={Boolean(one)}
                onChange={(event) => put(kind, event.currentTarget.checked ? {} : null)}
              />
              {one ? (
                <>
                  {NAMED_ALWAYS.includes(kind) ? (
                    <p className={classes.hint}>{t('perspectives.alwaysNamed')}</p>
                  ) : (
                    <SegmentedControl
                      aria-label={t('perspectives.nameOrNot', { perspective: t(`perspective.${kind}`) })}
                      value={one.anonymous ? 'anonymous' : 'named'}
                      onChange={(value) => put(kind, { anonymous: value === 'anonymous' })}
                      data={[
                        { value: 'anonymous', label: t('perspectives.anonymous') },
                        { value: 'named', label: t('perspectives.named') },
                      ]}
                    />
                  )}
                  <div className={classes.pair}>
                    {one.anonymous ? (
                      <NumberField
                        label={t('perspectives.minimum')}
                        description={t('perspectives.minimumNote', { count: MINIMUM_FLOOR })}
                        value={one.minimum}
                        min={MINIMUM_FLOOR}
                        max={MOST}
                        onChange={(minimum) => put(kind, { minimum })}
                      />
                    ) : null}
                    {kind === 'SELF' ? null : (
                      <NumberField
                        label={t('perspectives.weight')}
                        description={t('perspectives.weightNote')}
                        value={one.weight}
                        min={0}
                        max={MOST}
                        onChange={(weight) => put(kind, { weight })}
                      />
                    )}
                  </div>
                  {terms.length > 0 ? (
                    <div aria-busy={state === 'saving'}>
                      <span className={classes.termOf}>{t('perspectives.read')}</span>
                      <TermList terms={terms} />
                    </div>
                  ) : null}
                </>
              ) : null}
            </li>
          );
        })}
      </List>
      {fieldError('perspectives') ? (
        <p role="alert" className={classes.hint}>
          {fieldError('perspectives')}
        </p>
      ) : null}
      {nominated ? (
        <Section title={t('raters.title')}>
          <div className={classes.fields}>
            <NativeSelect
              size="md"
              label={t('raters.nominator')}
              value={form.nominator}
              onChange={(event) => change({ nominator: event.currentTarget.value as Nominator })}
              data={(['SUBJECT', 'MANAGER'] as const).map((value) => ({
                value,
                label: t(`raters.by.${value}`),
              }))}
            />
            <div className={classes.pair}>
              <NumberField
                label={t('raters.cap')}
                description={t('raters.capNote')}
                value={form.nominationCap}
                min={1}
                max={30}
                onChange={(nominationCap) => change({ nominationCap })}
                error={fieldError('nominationCap')}
              />
              <NumberField
                label={t('raters.load')}
                description={t('raters.loadNote')}
                value={form.loadLimit}
                min={1}
                max={100}
                onChange={(loadLimit) => change({ loadLimit })}
                error={fieldError('loadLimit')}
              />
            </div>
            {form.nominator === 'SUBJECT' ? (
              <Switch
                size="md"
                label={t('raters.approval')}
                description={t('raters.approvalNote')}
                checked={form.nominationsNeedApproval}
                onChange={(event) =>
                  change({ nominationsNeedApproval: event.currentTarget.checked })
                }
              />
            ) : null}
          </div>
        </Section>
      ) : null}
    </div>
  );
}
