import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions } from '@/ui/Form';
import { List } from '@/ui/List';
import { Query } from '@/ui/Query';
import { EmptyState } from '@/ui/states';
import { useSurveyNames } from '../../shared/names';
import classes from '../surveys.module.css';

const BankPickerQuery = graphql(`
  query SurveyBankPicker {
    surveyItems {
      id
      kind
      text
      texts {
        en
        ru
      }
      driver {
        id
        name
      }
      outcome
      licence
      languages
    }
    surveyDrivers {
      id
      name
    }
  }
`);

export type BankChoice = DocumentType<typeof BankPickerQuery>['surveyItems'][number];

interface BankPickerDialogProps {
  /** Bank questions that the survey has already. */
  taken: readonly string[];
  onPick: (items: BankChoice[]) => void;
  onClose: () => void;
}

/** Questions of the bank, by theme and by any word of theirs; several at once. */
export default function BankPickerDialog({ taken, onPick, onClose }: BankPickerDialogProps) {
  const { t } = useTranslation(['surveys', 'common']);
  const names = useSurveyNames();
  const result = useQuery({ query: BankPickerQuery });
  const [text, setText] = useState('');
  const [driver, setDriver] = useState('');
  const [picked, setPicked] = useState<readonly string[]>([]);
  const all = result[0].data?.surveyItems ?? [];
  const typed = text.trim().toLocaleLowerCase();
  const found = all.filter(
    (one) =>
      (!driver || (driver === 'outcome' ? one.outcome : one.driver?.id === driver)) &&
      `${one.text} ${one.driver?.name ?? ''}`.toLocaleLowerCase().includes(typed),
  );

  return (
    <Dialog opened onClose={onClose} title={t('picker.title')} size="lg">
      <Form onSubmit={() => onPick(all.filter((one) => picked.includes(one.id)))}>
        <div className={classes.filters}>
          <TextInput
            type="search"
            size="md"
            data-autofocus
            label={t('bank.search')}
            leftSection={<IconSearch size={18} aria-hidden="true" />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <NativeSelect
            size="md"
            label={t('bank.driver')}
            value={driver}
            onChange={(event) => setDriver(event.currentTarget.value)}
            data={[
              { value: '', label: t('bank.allDrivers') },
              { value: 'outcome', label: t('bank.outcomes') },
              ...(result[0].data?.surveyDrivers ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </div>
        <Query result={result}>
          {() =>
            found.length === 0 ? (
              <EmptyState title={t('bank.nothing')} example={t('bank.nothingExample')} />
            ) : (
              <div className={classes.choose}>
                <List label={t('bank.title')}>
                  {found.map((one) => (
                    <li key={one.id} className={classes.line}>
                      <Checkbox
                        size="md"
                        disabled={taken.includes(one.id)}
                        checked={picked.includes(one.id) || taken.includes(one.id)}
                        onChange={(event) =>
                          setPicked(
                            event.currentTarget.checked
                              ? [...picked, one.id]
                              : picked.filter((id) => id !== one.id),
                          )
                        }
                        label={one.text}
                        description={[
                          taken.includes(one.id) ? t('picker.taken') : '',
                          names.questionKind(one.kind),
                          one.driver?.name ?? '',
                          one.outcome ? t('questions.outcome') : '',
                          one.languages.length < 2 ? t('questions.oneLanguage') : '',
                          one.licence,
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      />
                    </li>
                  ))}
                </List>
              </div>
            )
          }
        </Query>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" disabled={picked.length === 0}>
            {picked.length === 0 ? t('picker.addNone') : t('picker.add', { count: picked.length })}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
