import { useTranslation } from 'react-i18next';
import { Replies } from '@/features/engagement/answer/Replies';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';

/** Replies to comments that one sent without a name. */
export default function SurveyRepliesPage() {
  const { t } = useTranslation('answering');
  return (
    <>
      <PageHeader
        title={t('replies.title')}
        lead={t('replies.lead')}
        back={{ to: paths.engagement, label: t('hub.title') }}
      />
      <Replies />
    </>
  );
}
