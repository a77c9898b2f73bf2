import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from '../competencies.module.css';
import { usePublishFramework } from '../frameworks/useFrameworks';

const Publishing = graphql(`
  query FrameworkPublishing($id: ID!) {
    competencyFramework(id: $id) {
      id
      version
      published {
        id
        number
      }
      draft {
        id
        differences
      }
    }
  }
`);

interface PublishDialogProps {
  id: string;
  onClose: () => void;
}

/** What differs from the version that everybody reads now, a word about why, and the button. */
export default function PublishDialog({ id, onClose }: PublishDialogProps) {
  const { t } = useTranslation(['competencies', 'common']);
  const navigate = useNavigate();
  const publish = usePublishFramework();
  const { value, change, clear } = useDraft(`competencies.publish:${id}`, { note: '' });
  // The draft was saved a moment ago, quietly.
  const result = useQuery({
    query: Publishing,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const framework = result[0].stale ? undefined : result[0].data?.competencyFramework;

  async function send() {
    if (!framework) return;
    const outcome = await publish.run({
      input: { frameworkId: id, version: framework.version, note: value.note },
    });
    if (!outcome.ok) return;
    clear();
    toast(t('publish.done'));
    onClose();
    void navigate(paths.framework(id));
  }

  return (
    <Dialog opened onClose={onClose} title={t('publish.title')}>
      <Query result={result}>
        {({ competencyFramework }) => (
          <Form onSubmit={() => void send()}>
            {competencyFramework?.published ? (
              <section aria-labelledby="differences" className={classes.stack} data-gap="small">
                <h3 id="differences" className={classes.small}>
                  {t('publish.differences')}
                </h3>
                {competencyFramework.draft && competencyFramework.draft.differences.length > 0 ? (
                  <ul className={classes.differences}>
                    {competencyFramework.draft.differences.map((one, index) => (
                      <li key={index}>{one}</li>
                    ))}
                  </ul>
                ) : (
                  <p className={classes.note}>{t('publish.noDifferences')}</p>
                )}
                <p className={classes.note}>{t('publish.keeps')}</p>
              </section>
            ) : (
              <p>{t('publish.first')}</p>
            )}
            <Textarea
              data-autofocus
              label={t('publish.note')}
              description={t('publish.noteHint')}
              autosize
              minRows={2}
              value={value.note}
              error={publish.fieldError('note')}
              onChange={(event) => change({ note: event.currentTarget.value })}
            />
            <FormError>{publish.error('note')}</FormError>
            <WhoWillSee>{t('publish.whoSees')}</WhoWillSee>
            <FormActions>
              <Button variant="default" onClick={onClose}>
                {t('common:action.cancel')}
              </Button>
              <Button type="submit" loading={publish.pending} disabled={!framework}>
                {t('publish.send')}
              </Button>
            </FormActions>
          </Form>
        )}
      </Query>
    </Dialog>
  );
}
