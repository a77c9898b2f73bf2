import { Button, Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { LocalizedField, NO_WORDS } from '@/ui/LocalizedField';
import classes from '../competencies.module.css';
import { useCreateFramework } from './useFrameworks';

const Examples = graphql(`
  query ExampleFrameworks {
    exampleFrameworks {
      key
      name
      description
      competencies
      levels
    }
  }
`);

const EMPTY = { names: NO_WORDS, exampleKey: '' };

/** Begins a framework, empty or from one of the examples. It stays a draft until it is published. */
export default function CreateFrameworkDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['competencies', 'common']);
  const navigate = useNavigate();
  const create = useCreateFramework();
  const { value, change, clear } = useDraft('competencies.create', EMPTY);
  const [{ data, fetching }] = useQuery({ query: Examples });
  const examples = data?.exampleFrameworks ?? [];
  const named = value.names.en.trim() !== '' || value.names.ru.trim() !== '';

  async function send() {
    if (!named) return;
    const outcome = await create.run({
      input: { names: value.names, exampleKey: value.exampleKey || null },
    });
    if (!outcome.ok) return;
    clear();
    void navigate(
      paths.frameworkPart(outcome.data.framework.id, value.exampleKey ? 'words' : 'structure'),
    );
  }

  if (!data && fetching) return null;
  return (
    <Dialog opened onClose={onClose} title={t('create.title')}>
      <Form onSubmit={() => void send()}>
        <LocalizedField
          label={t('create.names')}
          description={t('create.namesHint')}
          value={value.names}
          onChange={(names) => change({ names })}
          error={create.fieldError('names')}
          autoFocus
        />
        <Radio.Group
          label={t('create.from')}
          value={value.exampleKey}
          onChange={(exampleKey) => change({ exampleKey })}
        >
          <div className={classes.choices}>
            <Radio value="" label={t('create.empty')} description={t('create.emptyHint')} />
            {examples.map((example) => (
              <Radio
                key={example.key}
                value={example.key}
                label={example.name}
                description={
                  <>
                    {example.description}{' '}
                    <span className={classes.size}>
                      {t('create.size', {
                        competencies: t('framework.competencies', { count: example.competencies }),
                        levels: t('framework.levels', { count: example.levels }),
                      })}
                    </span>
                  </>
                }
              />
            ))}
          </div>
        </Radio.Group>
        <FormError>{create.error('names')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={create.pending} disabled={!named}>
            {t('create.send')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
