import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { List } from '@/ui/List';
import { Query } from '@/ui/Query';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { QUESTION_KINDS } from '../shared/kinds';
import { useSurveyNames } from '../shared/names';
import classes from '../surveys/surveys.module.css';
import { Drivers } from './Drivers';
import { useRetireItem } from './useBank';

const ItemDialog = lazy(() => import('./ItemDialog'));

const BankQuery = graphql(`
  query SurveyBank($retired: Boolean!) {
    surveyItems(retired: $retired) {
      id
      kind
      text
      help
      labels
      options
      texts {
        en
        ru
      }
      helps {
        en
        ru
      }
      labelTexts {
        en
        ru
      }
      optionTexts {
        en
        ru
      }
      driver {
        id
        name
      }
      outcome
      reversed
      licence
      source
      languages
      retired
      version
      canEdit
    }
    surveyDrivers {
      id
      ...Drivers_driver
      name
    }
  }
`);

export type BankItem = DocumentType<typeof BankQuery>['surveyItems'][number];

/** Questions that can be asked, each with its theme, where it comes from and under which licence. */
export function Bank() {
  const { t } = useTranslation(['surveys', 'common']);
  const names = useSurveyNames();
  const [address, setAddress] = useSearchParams();
  const retired = address.has('retired');
  const result = useQuery({ query: BankQuery, variables: { retired } });
  const retire = useRetireItem();
  const [open, setOpen] = useState<BankItem | 'new' | null>(null);
  const search = (address.get('q') ?? '').trim().toLocaleLowerCase();
  const driver = address.get('driver') ?? '';
  const kind = address.get('kind') ?? '';
  const drivers = result[0].data?.surveyDrivers ?? [];

  const choose = (name: string, value: string | null) =>
    setAddress(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const put = async (itemId: string, away: boolean) => {
    const outcome = await retire.run({ input: { itemId, retired: away } });
    if (!outcome.ok) toast(outcome.refusal?.message ?? outcome.fault ?? '');
    else if (away) {
      toast(t('bank.retired'), { label: t('common:action.undo'), run: () => void put(itemId, false) });
    }
  };

  return (
    <div className={classes.stack}>
      <div className={classes.filters} role="search">
        <TextInput
          type="search"
          size="md"
          label={t('bank.search')}
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          value={address.get('q') ?? ''}
          onChange={(event) => choose('q', event.currentTarget.value)}
        />
        <NativeSelect
          size="md"
          label={t('bank.driver')}
          value={driver}
          onChange={(event) => choose('driver', event.currentTarget.value)}
          data={[
            { value: '', label: t('bank.allDrivers') },
            { value: 'outcome', label: t('bank.outcomes') },
            ...drivers.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <NativeSelect
          size="md"
          label={t('bank.kind')}
          value={kind}
          onChange={(event) => choose('kind', event.currentTarget.value)}
          data={[
            { value: '', label: t('bank.allKinds') },
            ...QUESTION_KINDS.filter((one) => one !== 'SCALE').map((one) => ({
              value: one,
              label: names.questionKind(one),
            })),
          ]}
        />
      </div>
      <Checkbox
        size="md"
        label={t('bank.showRetired')}
        checked={retired}
        onChange={(event) => choose('retired', event.currentTarget.checked ? '1' : null)}
      />
      <Query result={result}>
        {({ surveyItems, surveyDrivers }) => {
          const found = surveyItems.filter(
            (one) =>
              (!kind || one.kind === kind) &&
              (!driver || (driver === 'outcome' ? one.outcome : one.driver?.id === driver)) &&
              `${one.text} ${one.driver?.name ?? ''} ${one.source}`.toLocaleLowerCase().includes(search),
          );
          return (
            <>
              <div className={classes.buttons}>
                <Button
                  leftSection={<IconPlus size={18} aria-hidden="true" />}
                  onClick={() => setOpen('new')}
                >
                  {t('bank.new')}
                </Button>
                <span className={classes.note} role="status">
                  {t('questions.count', { count: found.length })}
                </span>
              </div>
              {found.length === 0 ? (
                <EmptyState
                  title={t(surveyItems.length === 0 ? 'bank.none' : 'bank.nothing')}
                  example={t(surveyItems.length === 0 ? 'bank.noneExample' : 'bank.nothingExample')}
                />
              ) : (
                <List label={t('bank.title')}>
                  {found.map((one) => (
                    <li key={one.id} className={classes.question}>
                      <span className={classes.grow}>
                        <span className={classes.name}>{one.text}</span>
                        {one.help ? <span>{one.help}</span> : null}
                        <span className={classes.note}>
                          {[
                            names.questionKind(one.kind),
                            one.driver?.name ?? '',
                            one.outcome ? t('questions.outcome') : '',
                            one.reversed ? t('bank.isReversed') : '',
                            one.languages.length < 2 ? t('questions.oneLanguage') : '',
                            one.retired ? t('bank.isRetired') : '',
                          ]
                            .filter(Boolean)
                            .join(' · ')}
                        </span>
                        {one.labels.length + one.options.length > 0 ? (
                          <span className={classes.note}>
                            {[...one.labels, ...one.options].join(' – ')}
                          </span>
                        ) : null}
                        <span className={classes.note}>
                          {t('bank.origin', { licence: one.licence, source: one.source })}
                        </span>
                      </span>
                      {one.canEdit ? (
                        <span className={classes.buttons}>
                          <Button
                            variant="subtle"
                            aria-label={t(one.retired ? 'bank.backNamed' : 'bank.retireNamed', {
                              question: one.text,
                            })}
                            onClick={() => void put(one.id, !one.retired)}
                          >
                            {t(one.retired ? 'bank.back' : 'bank.retire')}
                          </Button>
                          <Button
                            variant="default"
                            aria-label={t('bank.editNamed', { question: one.text })}
                            onClick={() => setOpen(one)}
                          >
                            {t('common:action.edit')}
                          </Button>
                        </span>
                      ) : null}
                    </li>
                  ))}
                </List>
              )}
              <Drivers drivers={surveyDrivers} />
            </>
          );
        }}
      </Query>
      <Suspense fallback={null}>
        {open ? (
          <ItemDialog
            item={open === 'new' ? null : open}
            drivers={drivers.map(({ id, name }) => ({ id, name }))}
            onClose={() => setOpen(null)}
          />
        ) : null}
      </Suspense>
    </div>
  );
}
