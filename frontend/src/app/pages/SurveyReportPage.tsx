import { useParams } from 'react-router';
import { Report } from '@/features/engagement/report/Report';

/** What is told of a wave of a survey. */
export default function SurveyReportPage() {
  const { id = '' } = useParams();
  return <Report waveId={id} />;
}
