import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { Comments } from '@/features/recognition/Comments';
import { useNewsOf } from '@/features/recognition/feed/useNewsOf';
import { KudosCard } from '@/features/recognition/KudosCard';
import classes from '@/features/recognition/recognition.module.css';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { LoadingState, NotThere } from '@/ui/states';

const KudosPageQuery = graphql(`
  query KudosPage($id: ID!) {
    kudos(id: $id) {
      id
      author {
        id
        name
      }
      ...KudosCard_kudos
      ...Comments_kudos
    }
  }
`);
const KEEP = { keep: true };

/** One thank-you with what others said to it, as it changes. */
export default function KudosPage() {
  const { t } = useTranslation('recognition');
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const result = useQuery({ query: KudosPageQuery, variables: { id }, context: KEEP });
  const [{ data }, execute] = result;
  useNewsOf(id, execute);
  const author = data?.kudos?.author.name;
  return (
    <>
      <PageHeader
        title={author ? t('page.title', { name: author }) : t('title')}
        back={{ to: paths.recognition, label: t('title') }}
      />
      <Query result={result} loading={<LoadingState lines={1} height={240} />}>
        {({ kudos }) =>
          kudos ? (
            <div className={classes.column}>
              <KudosCard kudos={kudos} alone onWithdrawn={() => void navigate(paths.recognition)} />
              <Comments kudos={kudos} />
            </div>
          ) : (
            <NotThere />
          )
        }
      </Query>
    </>
  );
}
