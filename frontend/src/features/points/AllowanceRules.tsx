import { ActionIcon, Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { useDraft } from '@/lib/useDraft';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from './points.module.css';
import { useSetAllowanceRules } from './usePoints';

const AllowanceRulesQuery = graphql(`
  query AllowanceRules {
    allowanceRules {
      id
      location
      title
      managersOnly
      points
      people
      department {
        id
      }
    }
    departments {
      id
      path
    }
    recognitionSettings {
      allowance
    }
  }
`);

type Data = DocumentType<typeof AllowanceRulesQuery>;

interface Rule {
  departmentId: string;
  location: string;
  title: string;
  managersOnly: boolean;
  /** Text, so that the field can be empty. */
  points: string;
}

const NEW: Rule = { departmentId: '', location: '', title: '', managersOnly: false, points: '' };
const NUMBER = /^\d+$/;

const ruleOf = (rule: Data['allowanceRules'][number]): Rule => ({
  departmentId: rule.department?.id ?? '',
  location: rule.location,
  title: rule.title,
  managersOnly: rule.managersOnly,
  points: String(rule.points),
});

/** How many points whom is given a month: the first rule that fits, else what everybody is given. */
export function AllowanceRules() {
  const { t } = useTranslation('points');
  const result = useQuery({ query: AllowanceRulesQuery });
  return (
    <Section title={t('rules.title')}>
      <p className={classes.lead}>{t('rules.lead')}</p>
      <Query result={result}>
        {(data) => {
          const rules = data.allowanceRules.map(ruleOf);
          // Once saved, one writes on what was saved.
          return <Editor key={JSON.stringify(rules)} data={data} rules={rules} />;
        }}
      </Query>
    </Section>
  );
}

function Editor({ data, rules }: { data: Data; rules: Rule[] }) {
  const { t } = useTranslation(['points', 'common']);
  const set = useSetAllowanceRules();
  const { value, change, clear, dirty, restored } = useDraft('points.rules', { rules });
  const list = useRef<HTMLOListElement>(null);
  const ready = value.rules.every((rule) => NUMBER.test(rule.points.trim()));
  const departments = [
    { value: '', label: t('rules.anyDepartment') },
    ...data.departments.map((one) => ({ value: one.id, label: one.path.join(' › ') })),
  ];

  const put = (index: number, patch: Partial<Rule>) =>
    change({
      rules: value.rules.map((one, place) => (place === index ? { ...one, ...patch } : one)),
    });
  const move = (from: number, to: number) => {
    const next = [...value.rules];
    const [moved] = next.splice(from, 1);
    if (!moved) return;
    next.splice(to, 0, moved);
    change({ rules: next });
  };
  const add = () => {
    change({ rules: [...value.rules, NEW] });
    // The new one is where one goes on.
    setTimeout(() => list.current?.querySelector<HTMLElement>('li:last-of-type select')?.focus());
  };

  async function send() {
    if (!ready) return;
    const outcome = await set.run({
      input: {
        rules: value.rules.map((rule) => ({
          departmentId: rule.departmentId || null,
          location: rule.location,
          title: rule.title,
          managersOnly: rule.managersOnly,
          points: Number(rule.points.trim()),
        })),
      },
    });
    if (!outcome.ok) return;
    clear();
    toast(t('rules.saved'));
  }

  return (
    <div className={classes.rulesForm}>
      <Form onSubmit={() => void send()}>
        {restored && dirty ? (
          <span>
            {t('common:draft.restored')}{' '}
            <Button variant="subtle" size="compact-sm" onClick={clear}>
              {t('common:draft.discard')}
            </Button>
          </span>
        ) : null}
        <ol ref={list} className={classes.rules} aria-label={t('rules.title')}>
          {value.rules.map((rule, index) => {
            const saved = data.allowanceRules[index];
            const same = saved && JSON.stringify(ruleOf(saved)) === JSON.stringify(rule);
            const points = rule.points.trim();
            return (
              <li key={index} className={classes.rule}>
                <div className={classes.ruleHead}>
                  <strong>{t('rules.number', { number: index + 1 })}</strong>
                  <span className={classes.small}>
                    {same ? t('rules.people', { count: saved.people }) : t('rules.notSaved')}
                  </span>
                  <span className={classes.ruleActs}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={44}
                      disabled={index === 0}
                      aria-label={t('rules.up', { number: index + 1 })}
                      onClick={() => move(index, index - 1)}
                    >
                      <IconArrowUp size={18} />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={44}
                      disabled={index === value.rules.length - 1}
                      aria-label={t('rules.down', { number: index + 1 })}
                      onClick={() => move(index, index + 1)}
                    >
                      <IconArrowDown size={18} />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={44}
                      aria-label={t('rules.remove', { number: index + 1 })}
                      onClick={() =>
                        change({ rules: value.rules.filter((_, place) => place !== index) })
                      }
                    >
                      <IconTrash size={18} />
                    </ActionIcon>
                  </span>
                </div>
                <div className={classes.pair}>
                  <NativeSelect
                    label={t('rules.department')}
                    value={rule.departmentId}
                    onChange={(event) => put(index, { departmentId: event.currentTarget.value })}
                    data={departments}
                  />
                  <TextInput
                    label={t('rules.location')}
                    placeholder={t('rules.anyLocation')}
                    value={rule.location}
                    onChange={(event) => put(index, { location: event.currentTarget.value })}
                  />
                  <TextInput
                    label={t('rules.jobTitle')}
                    placeholder={t('rules.anyTitle')}
                    value={rule.title}
                    onChange={(event) => put(index, { title: event.currentTarget.value })}
                  />
                  <TextInput
                    required
                    inputMode="numeric"
                    label={t('rules.points')}
                    value={rule.points}
                    error={points !== '' && !NUMBER.test(points) ? t('wholeNumber') : undefined}
                    onChange={(event) => put(index, { points: event.currentTarget.value })}
                  />
                </div>
                <Switch
                  size="md"
                  label={t('rules.managersOnly')}
                  checked={rule.managersOnly}
                  onChange={(event) => put(index, { managersOnly: event.currentTarget.checked })}
                />
              </li>
            );
          })}
        </ol>
        <div>
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={add}>
            {t('rules.add')}
          </Button>
        </div>
        <p className={classes.else}>
          {t('rules.else', { count: data.recognitionSettings.allowance })}{' '}
          <Link to={paths.recognitionSettings}>{t('rules.elseChange')}</Link>
        </p>
        <FormError>{set.error()}</FormError>
        <p className={classes.small}>{t('rules.when')}</p>
        <FormActions>
          <Button type="submit" loading={set.pending} disabled={!ready || !dirty}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </div>
  );
}
