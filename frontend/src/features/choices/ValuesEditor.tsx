import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconHeartHandshake } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type DocumentType, graphql, unmask } from '@/gql';
import { FormError } from '@/ui/Form';
import { List } from '@/ui/List';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { ValueChip } from '@/ui/ValueMark';
import { useOrderValues, useRetireValue } from './useValues';
import classes from './values.module.css';

const ValueDialog = lazy(() => import('./ValueDialog'));

const ValueFragment = graphql(`
  fragment ValuesEditor_value on CompanyValue {
    id
    name
    description
    color
    icon
    position
    retired
    version
    kudosCount
  }
`);

const AllValues = graphql(`
  query AllCompanyValues {
    allCompanyValues {
      id
      ...ValuesEditor_value
    }
  }
`);

type Value = DocumentType<typeof ValueFragment>;

/** What the company holds to: in its order, and what it held to before. */
export function ValuesEditor() {
  const { t } = useTranslation('values');
  const result = useQuery({ query: AllValues });
  const [edited, setEdited] = useState<Value | 'new' | null>(null);
  return (
    <Section
      title={t('title')}
      aside={
        <Button variant="default" onClick={() => setEdited('new')}>
          {t('new')}
        </Button>
      }
    >
      <p className={classes.hint}>{t('lead')}</p>
      <Query result={result}>
        {({ allCompanyValues }) => {
          const values = unmask(ValueFragment, allCompanyValues);
          const used = values.filter((one) => !one.retired);
          const retired = values.filter((one) => one.retired);
          return values.length === 0 ? (
            <EmptyState
              icon={<IconHeartHandshake size={32} stroke={1.5} />}
              title={t('none')}
              example={t('noneExample')}
            />
          ) : (
            <>
              <Lines values={used} onEdit={setEdited} />
              {retired.length > 0 ? (
                <>
                  <h3 className={classes.subtitle}>{t('retired')}</h3>
                  <Lines values={retired} onEdit={setEdited} />
                </>
              ) : null}
            </>
          );
        }}
      </Query>
      {edited ? (
        <Suspense fallback={null}>
          <ValueDialog value={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
        </Suspense>
      ) : null}
    </Section>
  );
}

interface LinesProps {
  values: readonly Value[];
  onEdit: (value: Value) => void;
}

function Lines({ values, onEdit }: LinesProps) {
  const { t } = useTranslation(['values', 'common']);
  const order = useOrderValues();
  const retire = useRetireValue();

  async function move(from: number, to: number) {
    const ids = values.map((one) => one.id);
    ids.splice(to, 0, ...ids.splice(from, 1));
    await order.run({ input: { valueIds: ids } });
  }

  async function setRetired(value: Value, retired: boolean) {
    const outcome = await retire.run({ input: { valueId: value.id, retired } });
    if (!outcome.ok) return;
    toast(
      t(retired ? 'done.retired' : 'done.back', { name: value.name }),
      retired ? { label: t('common:action.undo'), run: () => void setRetired(value, false) } : undefined,
    );
  }

  return (
    <>
      <List>
        {values.map((value, index) => (
          <li key={value.id} className={classes.line}>
            <div className={classes.what}>
              <ValueChip value={value} />
              {value.description ? <p className={classes.description}>{value.description}</p> : null}
              <span className={classes.quiet}>{t('used', { count: value.kudosCount })}</span>
            </div>
            <div className={classes.acts}>
              {value.retired ? null : (
                <>
                  <ActionIcon
                    variant="subtle"
                    size={44}
                    aria-label={t('up', { name: value.name })}
                    disabled={index === 0 || order.pending}
                    onClick={() => void move(index, index - 1)}
                  >
                    <IconArrowUp size={18} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    size={44}
                    aria-label={t('down', { name: value.name })}
                    disabled={index === values.length - 1 || order.pending}
                    onClick={() => void move(index, index + 1)}
                  >
                    <IconArrowDown size={18} />
                  </ActionIcon>
                  <Button
                    variant="subtle"
                    aria-label={t('editOne', { name: value.name })}
                    onClick={() => onEdit(value)}
                  >
                    {t('edit')}
                  </Button>
                </>
              )}
              <Button
                variant="subtle"
                aria-label={t(value.retired ? 'backOne' : 'retireOne', { name: value.name })}
                onClick={() => void setRetired(value, !value.retired)}
              >
                {t(value.retired ? 'back' : 'retire')}
              </Button>
            </div>
          </li>
        ))}
      </List>
      <FormError>{order.error() ?? retire.error()}</FormError>
    </>
  );
}
