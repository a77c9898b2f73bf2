import { Button, NativeSelect, TextInput } from '@mantine/core';
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
import { useCompetency } from '../../parts/useCompetency';
import { Wordings } from '../Wordings';
import { KINDS } from '../editor/scales';
import classes from '../hr.module.css';
import { useRetireBankQuestion } from '../useQuestions';

const BankQuestionDialog = lazy(() => import('./BankQuestionDialog'));

const BankQuery = graphql(`
  query QuestionBank {
    questionBank {
      id
      kind
      text
      help
      competency
      forAsking
      forCycles
      licence
      source
      version
      canEdit
      texts {
        en
        ru
      }
      helps {
        en
        ru
      }
      scale {
        value
        label
        labels {
          en
          ru
        }
      }
      options {
        value
        label
        labels {
          en
          ru
        }
      }
      wordings {
        ...Wordings_wording
      }
    }
  }
`);

export type BankQuestion = DocumentType<typeof BankQuery>['questionBank'][number];

/** Questions that can be asked again, each with where it comes from and whether it may be used. */
export function QuestionBank() {
  const { t } = useTranslation(['cycles', 'common']);
  const competency = useCompetency();
  const [address, setAddress] = useSearchParams();
  const result = useQuery({ query: BankQuery });
  const retire = useRetireBankQuestion();
  const [open, setOpen] = useState<BankQuestion | 'new' | null>(null);
  const search = (address.get('q') ?? '').toLocaleLowerCase();
  const kind = address.get('kind') ?? '';

  const choose = (name: string, value: string) =>
    setAddress(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const put = async (id: string, retired: boolean) => {
    const outcome = await retire.run({ input: { id, retired } });
    if (!outcome.ok) toast(outcome.refusal?.message ?? outcome.fault ?? '');
    else if (retired) {
      toast(t('bank.retired'), {
        label: t('common:action.undo'),
        run: () => void put(id, false),
      });
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
          label={t('question.kind')}
          value={kind}
          onChange={(event) => choose('kind', event.currentTarget.value)}
          data={[
            { value: '', label: t('bank.allKinds') },
            ...KINDS.map((one) => ({ value: one, label: t(`kind.${one}`) })),
          ]}
        />
      </div>
      <Query result={result}>
        {({ questionBank: all }) => {
          const found = all.filter(
            (one) =>
              (!kind || one.kind === kind) &&
              `${one.text} ${competency(one.competency)} ${one.source}`.toLocaleLowerCase().includes(search),
          );
          return (
            <>
              <div className={classes.buttons}>
                <Button
                  leftSection={<IconPlus size={18} aria-hidden="true" />}
                  onClick={() => setOpen('new')}
                >
                  {t('question.new')}
                </Button>
                <span className={classes.note} role="status">
                  {t('templates.questions', { count: found.length })}
                </span>
              </div>
              {found.length === 0 ? (
                <EmptyState
                  title={t(all.length === 0 ? 'bank.none' : 'bank.nothing')}
                  example={t(all.length === 0 ? 'bank.noneExample' : 'bank.nothingExample')}
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
                            t(`kind.${one.kind}`),
                            competency(one.competency),
                            one.forCycles ? t('bank.forCycles') : '',
                            one.forAsking ? t('bank.forAsking') : '',
                          ]
                            .filter(Boolean)
                            .join(' · ')}
                        </span>
                        {one.scale.length + one.options.length > 0 ? (
                          <span className={classes.note}>
                            {[...one.scale, ...one.options]
                              .map((point) => `${point.value} – ${point.label}`)
                              .join('; ')}
                          </span>
                        ) : null}
                        <span className={classes.note}>
                          {t('bank.origin', {
                            licence: one.licence || t('bank.ownLicence'),
                            source: one.source || t('bank.ownSource'),
                          })}
                        </span>
                        <Wordings wordings={one.wordings} />
                      </span>
                      {one.canEdit ? (
                        <span className={classes.buttons}>
                          <Button
                            variant="subtle"
                            aria-label={t('bank.retireNamed', { question: one.text })}
                            onClick={() => void put(one.id, true)}
                          >
                            {t('bank.retire')}
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
            </>
          );
        }}
      </Query>
      <Suspense fallback={null}>
        {open ? (
          <BankQuestionDialog
            question={open === 'new' ? null : open}
            onClose={() => setOpen(null)}
          />
        ) : null}
      </Suspense>
    </div>
  );
}
