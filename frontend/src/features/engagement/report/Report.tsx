import { Button, Menu } from '@mantine/core';
import { IconChartBarOff, IconDownload, IconHourglass } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { useDates } from '@/ui/dates';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { EmptyState, LoadingState, NotThere } from '@/ui/states';
import { TabLink, TabLinks } from '@/ui/TabLinks';
import { AboutGroup } from './AboutGroup';
import { AboutReport } from './AboutReport';
import { Breakdown } from './Breakdown';
import { Comments } from './comments/Comments';
import { Drivers } from './Drivers';
import { type Whole, wholeOf } from './FigureLine';
import { GroupChoice } from './GroupChoice';
import { HeatMap } from './HeatMap';
import { Overview } from './Overview';
import classes from './report.module.css';
import { Trend } from './Trend';
import { FigureFragment, GroupFragment, type ReportGroup } from './wire';

const SurveyReportQuery = graphql(`
  query SurveyReport($waveId: ID!, $group: String) {
    surveyReport(waveId: $waveId, group: $group) {
      title
      planHash
      withheld
      withheldText
      canComment
      canPlan
      wave {
        id
        number
        startsOn
        endsOn
        questions {
          id
          kind
          text
          driver {
            id
          }
        }
      }
      asked {
        key
        ...ReportGroup_group
      }
      group {
        key
        ...ReportGroup_group
      }
      groups {
        key
        ...ReportGroup_group
      }
      figures {
        subjectId
        ...ReportFigure_figure
      }
      previous {
        id
      }
      promise {
        scoreGroup
        wordGroup
        segments
      }
      ...AboutReport_report
    }
    node(id: $waveId) {
      id
      ... on SurveyWave {
        title
        state
        closesAt
        canRead
      }
    }
  }
`);

export type SurveyReport = NonNullable<DocumentType<typeof SurveyReportQuery>['surveyReport']>;
type Wave = DocumentType<typeof SurveyReportQuery>['node'];

/** What is told of a wave, part by part, each with an address. The group goes with one from part to part. */
export function Report({ waveId }: { waveId: string }) {
  const { t } = useTranslation('survey_reports');
  const [search] = useSearchParams();
  const group = search.get('group');
  const result = useQuery({ query: SurveyReportQuery, variables: { waveId, group } });
  return (
    <Query result={result} loading={<Loading />}>
      {({ surveyReport, node }) =>
        surveyReport ? (
          <Told waveId={waveId} report={surveyReport} />
        ) : (
          <>
            <PageHeader
              title={(node && 'title' in node ? node.title : null) ?? t('title')}
              back={{ to: paths.engagement, label: t('back') }}
            />
            <NotYet wave={node} />
          </>
        )
      }
    </Query>
  );
}

function Loading() {
  const { t } = useTranslation('survey_reports');
  return (
    <>
      <PageHeader title={t('title')} back={{ to: paths.engagement, label: t('back') }} />
      <LoadingState lines={4} height={96} />
    </>
  );
}

/** Nothing is told before the end, to nobody; and not everybody reads what is told. */
function NotYet({ wave }: { wave: Wave }) {
  const { t } = useTranslation('survey_reports');
  const dates = useDates();
  if (!wave || !('state' in wave)) return <NotThere />;
  if (wave.state === 'OPEN' || wave.state === 'PLANNED' || wave.state === 'CLOSING') {
    return (
      <EmptyState
        icon={<IconHourglass size={32} stroke={1.5} />}
        title={t('open.title')}
        example={
          wave.state === 'CLOSING'
            ? t('open.closing')
            : t('open.text', { day: dates.day(wave.closesAt), time: dates.time(wave.closesAt) })
        }
      />
    );
  }
  if (wave.state === 'CANCELLED') {
    return <EmptyState title={t('cancelled.title')} example={t('cancelled.text')} />;
  }
  return <NotThere />;
}

const PARTS = ['overview', 'heat-map', 'breakdown', 'trend', 'drivers', 'comments'] as const;
type Part = (typeof PARTS)[number];

function Told({ waveId, report }: { waveId: string; report: SurveyReport }) {
  const { t } = useTranslation('survey_reports');
  const dates = useDates();
  const { isHr } = useViewer();
  const [search] = useSearchParams();
  const { '*': rest = '' } = useParams();
  const { wave } = report;
  const groups = unmask(GroupFragment, report.groups);
  const asked = unmask(GroupFragment, report.asked);
  const told = unmask(GroupFragment, report.group);
  const figures = unmask(FigureFragment, report.figures).map(wholeOf);
  const withDrivers = figures.some((one) => one.subjectKind === 'DRIVER');
  const withWords = (isHr || report.canComment) && wave.questions.some((one) => one.kind === 'TEXT');
  const there: Record<Part, boolean> = {
    overview: true,
    'heat-map': groups.length > 1 && withDrivers,
    breakdown: groups.length > 1,
    trend: true,
    drivers: withDrivers,
    comments: withWords,
  };
  const part = PARTS.find((one) => one === (rest || 'overview'));

  return (
    <>
      <PageHeader
        title={report.title}
        lead={
          wave.startsOn === wave.endsOn
            ? t('lead.day', { number: wave.number, day: dates.date(wave.endsOn) })
            : t('lead', {
                number: wave.number,
                from: dates.date(wave.startsOn),
                until: dates.date(wave.endsOn),
              })
        }
        back={{ to: paths.engagement, label: t('back') }}
        action={
          report.withheld ? null : (
            <Downloads waveId={waveId} group={told.key} withWords={withWords && told.words} />
          )
        }
      />
      {report.withheld ? (
        <EmptyState
          icon={<IconChartBarOff size={32} stroke={1.5} />}
          title={t('withheld')}
          example={report.withheldText || t(`reason.${report.withheld}`)}
        />
      ) : (
        <>
          <TabLinks label={t('parts')} tight>
            {PARTS.filter((one) => there[one]).map((one) => (
              <TabLink
                key={one}
                to={paths.surveyReportPart(waveId, one === 'overview' ? '' : one, search.get('group'))}
                current={one === part}
              >
                {t(`part.${one}`)}
              </TabLink>
            ))}
          </TabLinks>
          <div className={classes.stack}>
            {part === 'overview' || part === 'trend' || part === 'comments' ? (
              <>
                <GroupChoice groups={groups} value={asked.key} />
                {part === 'comments' ? null : <AboutGroup asked={asked} told={told} />}
              </>
            ) : null}
            {part && there[part] ? (
              <Shown part={part} waveId={waveId} report={report} told={told} asked={asked} figures={figures} />
            ) : (
              <NotThere />
            )}
          </div>
        </>
      )}
      {report.withheld || part === 'overview' ? (
        <AboutReport waveId={waveId} report={report} />
      ) : null}
    </>
  );
}

interface ShownProps {
  part: Part;
  waveId: string;
  report: SurveyReport;
  told: ReportGroup;
  asked: ReportGroup;
  figures: readonly Whole[];
}

function Shown({ part, waveId, report, told, asked, figures }: ShownProps) {
  const promise = report.promise;
  switch (part) {
    case 'overview':
      return (
        <Overview
          waveId={waveId}
          group={told}
          figures={figures}
          wordGroup={promise.wordGroup}
          planFor={
            !report.canPlan
              ? undefined
              : asked.kind === 'COMPANY'
                ? null
                : (asked.department?.id ?? undefined)
          }
        />
      );
    case 'heat-map':
      return <HeatMap waveId={waveId} segments={promise.segments} />;
    case 'breakdown':
      return <Breakdown waveId={waveId} segments={promise.segments} figures={figures} />;
    case 'trend':
      return (
        <Trend
          waveId={waveId}
          group={told.key}
          scoreGroup={promise.scoreGroup}
          first={report.previous === null}
        />
      );
    case 'drivers':
      return <Drivers waveId={waveId} />;
    case 'comments':
      return (
        <Comments
          waveId={waveId}
          group={asked.key}
          questions={report.wave.questions.filter((one) => one.kind === 'TEXT')}
        />
      );
  }
}

const FORMS = ['pdf', 'xlsx', 'csv'] as const;

interface DownloadsProps {
  waveId: string;
  group: string;
  withWords: boolean;
}

/** The same as on the screen, as files. Each one is put down in the ledger, as each reading is. */
function Downloads({ waveId, group, withWords }: DownloadsProps) {
  const { t } = useTranslation('survey_reports');
  const query = new URLSearchParams({ wave: waveId, group }).toString();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} stroke={1.7} aria-hidden="true" />}
          data-no-print
        >
          {t('download')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMS.map((form) => (
          <Menu.Item
            key={form}
            component="a"
            href={`/exports/survey-report.${form}?${query}`}
            download
          >
            {t(`download.${form}`)}
          </Menu.Item>
        ))}
        {withWords ? (
          <>
            <Menu.Divider />
            {(['xlsx', 'csv'] as const).map((form) => (
              <Menu.Item
                key={form}
                component="a"
                href={`/exports/survey-comments.${form}?${query}`}
                download
              >
                {t(`download.words.${form}`)}
              </Menu.Item>
            ))}
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
