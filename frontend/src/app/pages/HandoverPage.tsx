import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { HandoverCandidateFragment } from '@/features/handovers/HandoverCandidate';
import { HandoverEditor, type Written, nameOf } from '@/features/handovers/HandoverEditor';
import { HandoverView } from '@/features/handovers/HandoverView';
import { graphql, unmask } from '@/gql';
import type { HandoverReason } from '@/gql/graphql';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { Stack } from '@/ui/Stack';
import { NotThere } from '@/ui/states';

const NewHandoverQuery = graphql(`
  query NewHandover($to: ID!, $withReceiver: Boolean!) {
    person(id: $to) @include(if: $withReceiver) {
      id
      name
    }
    viewer {
      handoverCandidates {
        key
        ...HandoverCandidate_candidate
      }
    }
  }
`);

const HandoverPageQuery = graphql(`
  query HandoverPage($id: ID!) {
    handover(id: $id) {
      id
      state
      version
      note
      reason
      author {
        id
        isViewer
      }
      receiver {
        id
        name
      }
      about {
        id
      }
      lines {
        key
        kind
        subjectId
        text
      }
      ...HandoverView_handover
    }
    viewer {
      handoverCandidates {
        key
        ...HandoverCandidate_candidate
      }
    }
  }
`);

export default function HandoverPage() {
  const { id = '' } = useParams();
  return id === 'new' ? <NewHandover /> : <OneHandover id={id} />;
}

function useHead() {
  const { t } = useTranslation('handovers');
  return { t, back: { to: paths.handovers, label: t('title') } };
}

function NewHandover() {
  const { t, back } = useHead();
  const [search] = useSearchParams();
  const to = search.get('to') ?? '';
  const reason = search.get('reason');
  const result = useQuery({ query: NewHandoverQuery, variables: { to, withReceiver: to !== '' } });
  return (
    <>
      <PageHeader title={t('write.title')} lead={t('write.lead')} back={back} />
      <Query result={result}>
        {({ person, viewer }) => {
          const initial: Written = {
            id: null,
            version: null,
            receiver: person ? [{ id: person.id, name: person.name }] : [],
            reason: reason === 'NEW_MANAGER' || reason === 'LEAVING' ? (reason satisfies HandoverReason) : 'MOVING',
            aboutId: search.get('about'),
            note: '',
            lines: {},
          };
          return (
            <HandoverEditor
              name={`new:${to}`}
              initial={initial}
              candidates={unmask(HandoverCandidateFragment, viewer?.handoverCandidates ?? [])}
            />
          );
        }}
      </Query>
    </>
  );
}

function OneHandover({ id }: { id: string }) {
  const { t, back } = useHead();
  const result = useQuery({ query: HandoverPageQuery, variables: { id } });
  return (
    <Query result={result}>
      {({ handover, viewer }) => {
        if (!handover) {
          return (
            <>
              <PageHeader title={t('title')} back={back} />
              <NotThere />
            </>
          );
        }
        if (handover.state === 'DRAFT' && handover.author.isViewer) {
          const candidates = unmask(HandoverCandidateFragment, viewer?.handoverCandidates ?? []);
          const initial: Written = {
            id: handover.id,
            version: handover.version,
            receiver: [handover.receiver],
            reason: handover.reason,
            aboutId: handover.about?.id ?? null,
            note: handover.note,
            lines: Object.fromEntries(handover.lines.map((line) => [nameOf(line), line.text])),
          };
          return (
            <>
              <PageHeader title={t('write.title')} lead={t('write.lead')} back={back} />
              <HandoverEditor name={handover.id} initial={initial} candidates={candidates} />
            </>
          );
        }
        return (
          <>
            <PageHeader title={t(`heading.${handover.reason}`)} lead={t('whoSees')} back={back} />
            <Stack gap={24}>
              <HandoverView handover={handover} />
            </Stack>
          </>
        );
      }}
    </Query>
  );
}
