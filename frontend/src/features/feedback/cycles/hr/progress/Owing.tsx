import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { csv, download } from '@/lib/csv';
import { useDates } from '@/ui/dates';
import { FormError } from '@/ui/Form';
import { PersonLine, PersonLineFragment } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { Table } from '../Table';
import classes from '../hr.module.css';
import { useRemindOfReviews } from '../useParticipants';

export const OwingFragment = graphql(`
  fragment Owing_progress on CycleProgress {
    remindedOn
    nextReminderOn
    owing {
      person {
        id
        ...PersonLine_person
      }
      owed
      submitted
      reminders
      lastRemindedOn
    }
  }
`);

interface OwingProps {
  progress: FragmentType<typeof OwingFragment>;
  cycleId: string;
  /** Whether reviews can still be written. */
  writing: boolean;
}

const FEW = 20;

/** Who still owes reviews, and how many; never about whom. A reminder goes to those only. */
export function Owing({ progress: masked, cycleId, writing }: OwingProps) {
  const { t } = useTranslation(['cycles', 'common']);
  const dates = useDates();
  const { owing, remindedOn, nextReminderOn } = unmask(OwingFragment, masked);
  const remind = useRemindOfReviews();
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [all, setAll] = useState(false);
  const shown = all ? owing : owing.slice(0, FEW);
  const nameOf = (row: (typeof owing)[number]) => unmask(PersonLineFragment, row.person).name;

  const send = async () => {
    const outcome = await remind.run({ input: { cycleId, personIds: [...picked] } });
    if (!outcome.ok) return;
    setPicked([]);
    toast(t('owing.reminded', { count: outcome.data.reminded }));
  };
  const save = () =>
    download(
      'cycle-owing.csv',
      csv([
        [
          t('column.person'),
          t('column.owed'),
          t('column.submitted'),
          t('column.reminders'),
          t('column.lastReminder'),
        ],
        ...owing.map((row) => [
          nameOf(row),
          row.owed,
          row.submitted,
          row.reminders,
          row.lastRemindedOn ?? '',
        ]),
      ]),
    );

  return (
    <Section
      title={t('owing.title')}
      aside={
        owing.length > 0 ? (
          <span className={classes.buttons}>
            <Button variant="default" onClick={save}>
              {t('progress.download')}
            </Button>
            {writing ? (
              <Button loading={remind.pending} onClick={() => void send()}>
                {picked.length > 0
                  ? t('owing.remindSome', { count: picked.length })
                  : t('owing.remindAll')}
              </Button>
            ) : null}
          </span>
        ) : null
      }
    >
      <p className={classes.hint}>
        {t('owing.note')}{' '}
        {remindedOn ? t('owing.last', { date: dates.nearDate(remindedOn) }) : null}{' '}
        {nextReminderOn ? t('owing.next', { date: dates.nearDate(nextReminderOn) }) : null}
      </p>
      <FormError>{remind.error()}</FormError>
      {owing.length === 0 ? (
        <p>{t('owing.none')}</p>
      ) : (
        <Table
          label={t('owing.title')}
          columns={[
            t('column.person'),
            t('column.owed'),
            t('column.submitted'),
            t('column.reminders'),
            t('column.lastReminder'),
          ]}
        >
          <tbody>
            {shown.map((row) => (
              <tr key={row.person.id}>
                <th scope="row">
                  <span className={classes.owes}>
                    {writing ? (
                      <Checkbox
                        size="md"
                        aria-label={t('owing.pick', { name: nameOf(row) })}
                        checked={picked.includes(row.person.id)}
                        onChange={(event) =>
                          setPicked(
                            event.currentTarget.checked
                              ? [...picked, row.person.id]
                              : picked.filter((one) => one !== row.person.id),
                          )
                        }
                      />
                    ) : null}
                    <PersonLine person={row.person} size="sm" />
                  </span>
                </th>
                <td className={classes.numeric}>{row.owed}</td>
                <td className={classes.numeric}>{row.submitted}</td>
                <td className={classes.numeric}>{row.reminders}</td>
                <td className={classes.numeric}>
                  {row.lastRemindedOn ? dates.nearDate(row.lastRemindedOn) : '–'}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {owing.length > FEW && !all ? (
        <div>
          <Button variant="default" onClick={() => setAll(true)}>
            {t('owing.all', { count: owing.length })}
          </Button>
        </div>
      ) : null}
    </Section>
  );
}
