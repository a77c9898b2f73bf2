import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { LoadingState, NotThere } from '@/ui/states';
import { TabLink, TabLinks } from '@/ui/TabLinks';
import { Overview } from './Overview';
import { PARTS, type Part } from './editor/parts';

const Editor = lazy(() => import('./editor/Editor'));
const History = lazy(() => import('./History'));
const Participants = lazy(() => import('./people/Participants'));
const Progress = lazy(() => import('./progress/Progress'));
const Sessions = lazy(() => import('./calibration/Sessions'));
const QuestionsOfCycle = lazy(() => import('./QuestionsOfCycle'));

export const CycleSectionsFragment = graphql(`
  fragment CycleSections_cycle on Cycle {
    id
    state
  }
`);

const TABS = ['overview', 'progress', 'people', 'questions', 'calibration', 'history'] as const;
type Tab = (typeof TABS)[number];

interface CycleSectionsProps {
  cycle: FragmentType<typeof CycleSectionsFragment>;
  /** What the address says after the cycle. */
  part: string;
}

/** The parts of a cycle for HR, each with its address. */
export function CycleSections({ cycle: masked, part }: CycleSectionsProps) {
  const { t } = useTranslation('cycles');
  const { id, state } = unmask(CycleSectionsFragment, masked);

  if (state === 'DRAFT') {
    const wanted = part === '' ? 'basics' : part;
    if (!PARTS.includes(wanted as Part)) return <NotThere />;
    return (
      <Suspense fallback={<LoadingState lines={5} />}>
        <Editor id={id} part={wanted as Part} />
      </Suspense>
    );
  }
  // After a launch the address may still say where one was.
  const here: Tab | null =
    part === '' || part === 'launch'
      ? 'overview'
      : (TABS.find((one) => one !== 'overview' && one === part) ?? null);
  return (
    <>
      <TabLinks label={t('tab.label')} tight>
        {TABS.map((one) => (
          <TabLink
            key={one}
            to={one === 'overview' ? paths.cycle(id) : paths.cyclePart(id, one)}
            current={one === here}
          >
            {t(`tab.${one}`)}
          </TabLink>
        ))}
      </TabLinks>
      <Suspense fallback={<LoadingState />}>
        {here === 'overview' ? <Overview id={id} /> : null}
        {here === 'progress' ? <Progress id={id} /> : null}
        {here === 'people' ? <Participants id={id} /> : null}
        {here === 'questions' ? <QuestionsOfCycle id={id} /> : null}
        {here === 'calibration' ? <Sessions id={id} /> : null}
        {here === 'history' ? <History id={id} /> : null}
        {here === null ? <NotThere /> : null}
      </Suspense>
    </>
  );
}
