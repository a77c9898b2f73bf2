import { type ComponentType, lazy } from 'react';

type Page = ComponentType;

/** A page that is loaded when it is visited, or a moment before, when its link is pointed at. */
function page(load: () => Promise<{ default: Page }>) {
  return Object.assign(lazy(load), { preload: () => void load().catch(() => undefined) });
}

export const pages = {
  home: page(() => import('./pages/HomePage')),
  oneOnOnes: page(() => import('./pages/OneOnOnesPage')),
  series: page(() => import('./pages/SeriesPage')),
  meeting: page(() => import('./pages/MeetingPage')),
  promises: page(() => import('./pages/PromisesPage')),
  feedback: page(() => import('./pages/FeedbackPage')),
  feedbackRequest: page(() => import('./pages/FeedbackRequestPage')),
  feedbackNote: page(() => import('./pages/FeedbackNotePage')),
  guestFeedback: page(() => import('./pages/GuestFeedbackPage')),
  reviews: page(() => import('./pages/ReviewsPage')),
  review: page(() => import('./pages/ReviewPage')),
  nominations: page(() => import('./pages/NominationsPage')),
  nomination: page(() => import('./pages/NominationPage')),
  packets: page(() => import('./pages/PacketsPage')),
  packet: page(() => import('./pages/PacketPage')),
  cycles: page(() => import('./pages/CyclesPage')),
  newCycle: page(() => import('./pages/NewCyclePage')),
  questionBank: page(() => import('./pages/QuestionBankPage')),
  cycle: page(() => import('./pages/CyclePage')),
  calibrationSession: page(() => import('./pages/CalibrationSessionPage')),
  development: page(() => import('./pages/DevelopmentPage')),
  plan: page(() => import('./pages/PlanPage')),
  goals: page(() => import('./pages/GoalsPage')),
  goal: page(() => import('./pages/GoalPage')),
  planTemplates: page(() => import('./pages/PlanTemplatesPage')),
  teamDevelopment: page(() => import('./pages/TeamDevelopmentPage')),
  recognition: page(() => import('./pages/RecognitionPage')),
  kudos: page(() => import('./pages/KudosPage')),
  people: page(() => import('./pages/PeoplePage')),
  person: page(() => import('./pages/PersonPage')),
  pair: page(() => import('./pages/PairPage')),
  relationships: page(() => import('./pages/RelationshipsPage')),
  handovers: page(() => import('./pages/HandoversPage')),
  handover: page(() => import('./pages/HandoverPage')),
  orgChart: page(() => import('./pages/OrgChartPage')),
  settings: page(() => import('./pages/SettingsPage')),
  reports: page(() => import('./pages/ReportsPage')),
  company: page(() => import('./pages/CompanyPage')),
  signIn: page(() => import('./pages/SignInPage')),
  signInLink: page(() => import('./pages/SignInLinkPage')),
  guest: page(() => import('./pages/GuestPage')),
  unsubscribe: page(() => import('./pages/UnsubscribePage')),
  notFound: page(() => import('./pages/NotFoundPage')),
};
