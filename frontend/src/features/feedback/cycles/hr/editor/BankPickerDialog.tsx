import { Button, Checkbox, TextInput } from '@mantine/core';
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
import { useCompetency } from '../../parts/useCompetency';
import classes from '../hr.module.css';

const BankPickerQuery = graphql(`
  query BankPicker {
    questionBank(forCycles: true) {
      id
      kind
      text
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
        labels {
          en
          ru
        }
      }
      options {
        value
        labels {
          en
          ru
        }
      }
      competency
      licence
      source
    }
  }
`);

export type BankChoice = DocumentType<typeof BankPickerQuery>['questionBank'][number];

interface BankPickerDialogProps {
  onPick: (questions: BankChoice[]) => void;
  onClose: () => void;
}

/** Questions of the bank, found by any word of theirs; several at once. */
export default function BankPickerDialog({ onPick, onClose }: BankPickerDialogProps) {
  const { t } = useTranslation(['cycles', 'common']);
  const competency = useCompetency();
  const result = useQuery({ query: BankPickerQuery });
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<readonly string[]>([]);
  const all = result[0].data?.questionBank ?? [];
  const typed = text.trim().toLocaleLowerCase();
  const found = all.filter((one) =>
    `${one.text} ${competency(one.competency)}`.toLocaleLowerCase().includes(typed),
  );

  return (
    <Dialog opened onClose={onClose} title={t('bank.pick')} size="lg">
      <Form onSubmit={() => onPick(all.filter((one) => picked.includes(one.id)))}>
        <TextInput
          type="search"
          size="md"
          data-autofocus
          label={t('bank.search')}
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Query result={result}>
          {() =>
            found.length === 0 ? (
              <EmptyState title={t('bank.nothing')} example={t('bank.nothingExample')} />
            ) : (
              <List label={t('bank.title')}>
                {found.map((one) => (
                  <li key={one.id} className={classes.line}>
                    <Checkbox
                      size="md"
                      checked={picked.includes(one.id)}
                      onChange={(event) =>
                        setPicked(
                          event.currentTarget.checked
                            ? [...picked, one.id]
                            : picked.filter((id) => id !== one.id),
                        )
                      }
                      label={one.text}
                      description={[t(`kind.${one.kind}`), competency(one.competency), one.licence]
                        .filter(Boolean)
                        .join(' · ')}
                    />
                  </li>
                ))}
              </List>
            )
          }
        </Query>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" disabled={picked.length === 0}>
            {t('bank.add', { count: picked.length })}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
