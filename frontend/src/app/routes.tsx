import { Fragment, type ReactNode } from 'react';
import { Navigate, Route, Routes, useParams } from 'react-router';
import { paths } from '@/lib/paths';
import { Layout } from './Layout';
import { PublicLayout } from './PublicLayout';
import { SignedIn } from './Session';
import { pages } from './pages';

/** Every address; the same as in `lib/paths.ts`. */
export function AppRoutes() {
  return (
    <Routes>
      <Route element={<PublicLayout />}>
        <Route path="sign-in" element={<pages.signIn />} />
        <Route path="sign-in/link" element={<pages.signInLink />} />
        <Route path="guest" element={<pages.guest />} />
        <Route path="act" element={<pages.act />} />
        <Route path="unsubscribe" element={<pages.unsubscribe />} />
      </Route>
      <Route
        element={
          <SignedIn>
            <Layout />
          </SignedIn>
        }
      >
        <Route index element={<pages.home />} />
        <Route path="one-on-ones" element={<pages.oneOnOnes />} />
        <Route path="one-on-ones/:id" element={<ById><pages.series /></ById>} />
        <Route path="meetings/:id" element={<ById><pages.meeting /></ById>} />
        <Route path="promises" element={<pages.promises />} />
        <Route path="feedback" element={<pages.feedback />} />
        <Route path="feedback/requests/:id" element={<ById><pages.feedbackRequest /></ById>} />
        <Route path="feedback/notes/:id" element={<ById><pages.feedbackNote /></ById>} />
        <Route path="feedback/guests/:id" element={<ById><pages.guestFeedback /></ById>} />
        <Route path="reviews" element={<pages.reviews />} />
        <Route path="reviews/:id" element={<ById><pages.review /></ById>} />
        <Route path="nominations" element={<pages.nominations />} />
        <Route path="nominations/:id" element={<ById><pages.nomination /></ById>} />
        <Route path="packets" element={<pages.packets />} />
        <Route path="packets/:id" element={<ById><pages.packet /></ById>} />
        <Route path="cycles" element={<pages.cycles />} />
        <Route path="cycles/programmes" element={<pages.cycles />} />
        <Route path="cycles/templates" element={<pages.cycles />} />
        <Route path="cycles/questions" element={<pages.questionBank />} />
        <Route path="cycles/new" element={<pages.newCycle />} />
        <Route path="cycles/:id/*" element={<ById><pages.cycle /></ById>} />
        <Route path="cycles/:id/calibration/:session" element={<ById><pages.calibrationSession /></ById>} />
        <Route path="development" element={<pages.development />} />
        <Route path="development/plans/:id" element={<ById><pages.plan /></ById>} />
        <Route path="development/goals" element={<pages.goals />} />
        <Route path="development/goals/:id" element={<ById><pages.goal /></ById>} />
        <Route path="development/templates" element={<pages.planTemplates />} />
        <Route path="development/team" element={<pages.teamDevelopment />} />
        <Route path="development/frameworks" element={<pages.frameworks />} />
        <Route path="development/frameworks/:id/*" element={<ById><pages.framework /></ById>} />
        <Route path="development/levels" element={<pages.levels />} />
        <Route path="development/competencies" element={<pages.competencies />} />
        <Route path="development/competencies/:id" element={<ById><pages.competencies /></ById>} />
        <Route path="development/competencies/:id/next" element={<ById><pages.careerPath /></ById>} />
        <Route path="development/assessments/:id" element={<ById><pages.assessment /></ById>} />
        <Route path="development/skills" element={<pages.skills />} />
        <Route path="development/skills/people" element={<pages.skills />} />
        <Route path="development/skills/all" element={<pages.skills />} />
        <Route path="development/learning" element={<pages.learning />} />
        <Route path="recognition" element={<pages.recognition />} />
        <Route path="recognition/celebrations" element={<pages.celebrations />} />
        <Route path="recognition/celebrations/:id" element={<ById><pages.celebration /></ById>} />
        <Route path="recognition/awards" element={<pages.awards />} />
        <Route path="recognition/awards/:id" element={<ById><pages.award /></ById>} />
        <Route path="recognition/rewards/*" element={<pages.rewards />} />
        <Route path="recognition/team" element={<pages.recognitionTeam />} />
        <Route path="recognition/leaderboard" element={<pages.leaderboard />} />
        <Route path="recognition/moderation" element={<pages.recognitionModeration />} />
        <Route path="recognition/settings" element={<pages.recognitionSettings />} />
        <Route path="recognition/scheduled" element={<pages.scheduledKudos />} />
        <Route path="recognition/:id" element={<ById><pages.kudos /></ById>} />
        <Route path="notifications" element={<pages.notifications />} />
        <Route path="notices" element={<Navigate to={paths.notifications} replace />} />
        <Route path="engagement/report/:id/*" element={<ById><pages.surveyReport /></ById>} />
        <Route path="engagement/ledger/:id" element={<ById><pages.surveyLedger /></ById>} />
        <Route path="engagement/plans" element={<pages.actionPlans />} />
        <Route path="engagement/plans/:id" element={<ById><pages.actionPlan /></ById>} />
        <Route path="engagement" element={<pages.engagement />} />
        <Route path="engagement/answer/:id" element={<ById><pages.surveyAnswer /></ById>} />
        <Route path="engagement/replies" element={<pages.surveyReplies />} />
        <Route path="engagement/surveys" element={<pages.surveys />} />
        <Route path="engagement/surveys/:id" element={<ById><pages.survey /></ById>} />
        <Route path="engagement/bank" element={<pages.surveyBank />} />
        <Route path="engagement/settings" element={<pages.engagementSettings />} />
        <Route path="people" element={<pages.people />} />
        <Route path="people/:id" element={<ById><pages.person /></ById>} />
        <Route path="people/:id/relationship" element={<ById><pages.pair /></ById>} />
        <Route path="relationships" element={<pages.relationships />} />
        <Route path="handovers" element={<pages.handovers />} />
        <Route path="handovers/:id" element={<ById><pages.handover /></ById>} />
        <Route path="org-chart" element={<pages.orgChart />} />
        <Route path="settings" element={<pages.settings />} />
        <Route path="settings/notifications" element={<pages.notificationSettings />} />
        <Route path="engagement/import" element={<pages.surveyImport />} />
        <Route path="reports/*" element={<pages.reports />} />
        <Route path="company/*" element={<pages.company />} />
        <Route path="*" element={<pages.notFound />} />
      </Route>
    </Routes>
  );
}

/** Another thing is another page: nothing of the one before stays on the screen while it loads. */
function ById({ children }: { children: ReactNode }) {
  const { id } = useParams();
  return <Fragment key={id}>{children}</Fragment>;
}
