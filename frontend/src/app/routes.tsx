import { Route, Routes } from 'react-router';
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
        <Route path="one-on-ones/:id" element={<pages.series />} />
        <Route path="meetings/:id" element={<pages.meeting />} />
        <Route path="feedback" element={<pages.feedback />} />
        <Route path="feedback/requests/:id" element={<pages.feedbackRequest />} />
        <Route path="feedback/notes/:id" element={<pages.feedbackNote />} />
        <Route path="development" element={<pages.development />} />
        <Route path="development/plans/:id" element={<pages.plan />} />
        <Route path="recognition" element={<pages.recognition />} />
        <Route path="recognition/:id" element={<pages.kudos />} />
        <Route path="people" element={<pages.people />} />
        <Route path="people/:id" element={<pages.person />} />
        <Route path="people/:id/relationship" element={<pages.pair />} />
        <Route path="org-chart" element={<pages.orgChart />} />
        <Route path="settings" element={<pages.settings />} />
        <Route path="company/*" element={<pages.company />} />
        <Route path="*" element={<pages.notFound />} />
      </Route>
    </Routes>
  );
}
