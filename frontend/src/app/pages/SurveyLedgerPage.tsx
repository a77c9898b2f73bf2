import { useParams } from 'react-router';
import { Ledger } from '@/features/engagement/ledger/Ledger';

/** Who has read the report of a wave. */
export default function SurveyLedgerPage() {
  const { id = '' } = useParams();
  return <Ledger waveId={id} />;
}
