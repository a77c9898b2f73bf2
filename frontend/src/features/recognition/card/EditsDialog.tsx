import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { Markdown } from '@/ui/Markdown';
import { Query } from '@/ui/Query';
import { NotThere } from '@/ui/states';
import { ValueChip } from '@/ui/ValueMark';
import classes from './card.module.css';

const KudosEdits = graphql(`
  query KudosEdits($id: ID!) {
    kudos(id: $id) {
      id
      edits {
        at
        message
        companyValue {
          id
          name
          color
          icon
        }
      }
    }
  }
`);

/** How kudos were worded before, newest first. */
export default function EditsDialog({ kudosId, onClose }: { kudosId: string; onClose: () => void }) {
  const { t } = useTranslation('recognition');
  const dates = useDates();
  const result = useQuery({ query: KudosEdits, variables: { id: kudosId } });
  return (
    <Dialog opened onClose={onClose} title={t('edits.title')}>
      <Query result={result}>
        {({ kudos }) =>
          kudos ? (
            <ol className={classes.edits}>
              {kudos.edits.map((edit) => (
                <li key={edit.at}>
                  <p className={classes.when}>
                    {t('edits.until', { when: dates.full(edit.at) })}
                  </p>
                  <Markdown>{edit.message}</Markdown>
                  {edit.companyValue ? <ValueChip value={edit.companyValue} plain /> : null}
                </li>
              ))}
            </ol>
          ) : (
            <NotThere />
          )
        }
      </Query>
    </Dialog>
  );
}
