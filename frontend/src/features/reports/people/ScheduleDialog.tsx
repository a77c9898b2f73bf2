import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import type {
  PeopleReportKind,
  ReportAsOf,
  ReportBy,
  ReportEvery,
  ReportFormat,
} from '@/gql/graphql';
import { useCommand } from '@/lib/useCommand';
import { Dialog } from '@/ui/Dialog';
import { useDates } from '@/ui/dates';
import { Form, FormActions, FormError } from '@/ui/Form';
import { List } from '@/ui/List';
import { Query } from '@/ui/Query';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from '../reports.module.css';
import { EndScheduleMutation, SaveScheduleMutation, SchedulesQuery } from './queries';

const EVERY = ['WEEKLY', 'MONTHLY', 'QUARTERLY'] as const satisfies readonly ReportEvery[];
const FORMATS = ['PDF', 'XLSX', 'CSV'] as const satisfies readonly ReportFormat[];

interface ScheduleDialogProps {
  of: { kind: PeopleReportKind; by: ReportBy; asOf: ReportAsOf };
  onClose: () => void;
}

/** Have the report that is on the screen mailed to oneself, and see what comes already. */
export default function ScheduleDialog({ of, onClose }: ScheduleDialogProps) {
  const { t } = useTranslation(['reports', 'common']);
  const dates = useDates();
  const [every, setEvery] = useState<ReportEvery>('MONTHLY');
  const [format, setFormat] = useState<ReportFormat>('PDF');
  const save = useCommand(SaveScheduleMutation);
  const end = useCommand(EndScheduleMutation);
  const result = useQuery({ query: SchedulesQuery, requestPolicy: 'cache-and-network' });
  const [, again] = result;

  async function send() {
    const outcome = await save.run({ input: { ...of, every, format } });
    if (!outcome.ok) return;
    toast(t('people.scheduled', { day: dates.date(outcome.data.schedule.nextOn) }));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('people.scheduleTitle')}>
      <Form onSubmit={() => void send()}>
        <p className={classes.hint}>
          {t('people.scheduleOf', {
            kind: t(`people.kind.${of.kind}`),
            by: t(`people.by.${of.by}`),
          })}
        </p>
        <NativeSelect
          label={t('people.every')}
          value={every}
          error={save.fieldError('every')}
          onChange={(event) => setEvery(event.currentTarget.value as ReportEvery)}
          data={EVERY.map((one) => ({ value: one, label: t(`people.every.${one}`) }))}
        />
        <NativeSelect
          label={t('people.format')}
          value={format}
          error={save.fieldError('format')}
          onChange={(event) => setFormat(event.currentTarget.value as ReportFormat)}
          data={FORMATS.map((one) => ({ value: one, label: t(`people.format.${one}`) }))}
        />
        <FormError>{save.error('every', 'format')}</FormError>
        <WhoWillSee>{t('people.scheduleWho')}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={save.pending}>
            {t('people.scheduleSave')}
          </Button>
        </FormActions>
      </Form>
      <Query result={result}>
        {({ reportSchedules }) =>
          reportSchedules.length === 0 ? null : (
            <section className={classes.scheduled}>
              <h3>{t('people.comes')}</h3>
              <List label={t('people.comes')}>
                {reportSchedules.map((one) => (
                  <li key={one.id} className={classes.schedule}>
                    <span>
                      {t('people.scheduleLine', {
                        kind: t(`people.kind.${one.kind}`),
                        by: t(`people.by.${one.by}`),
                        every: t(`people.every.${one.every}`),
                        format: t(`people.format.${one.format}`),
                      })}
                      <br />
                      <span className={classes.quiet}>
                        {t('people.nextOn', { day: dates.date(one.nextOn) })}
                      </span>
                    </span>
                    <Button
                      variant="default"
                      disabled={end.pending}
                      aria-label={t('people.endThis', { kind: t(`people.kind.${one.kind}`) })}
                      onClick={() => {
                        void end
                          .run({ input: { scheduleId: one.id, version: one.version } })
                          .then(() => again({ requestPolicy: 'network-only' }));
                      }}
                    >
                      {t('people.end')}
                    </Button>
                  </li>
                ))}
              </List>
              <FormError>{end.error()}</FormError>
            </section>
          )
        }
      </Query>
    </Dialog>
  );
}
