import { Switch } from '@mantine/core';
import { Fragment, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import type { ChoiceGrid_ChoicesFragment, NotificationArea } from '@/gql/graphql';
import { useCommand } from '@/lib/useCommand';
import { useMedia } from '@/lib/useMedia';
import { useWanted } from '@/lib/useWanted';
import { Section } from '@/ui/Section';
import classes from './choices.module.css';

export const ChoiceGridFragment = graphql(`
  fragment ChoiceGrid_choices on NotificationChoices {
    channels
    chat {
      service
    }
    pushDevices {
      id
    }
    kinds {
      kind
      area
      gathered
      cells {
        channel
        wanted
        required
        impossible
      }
    }
  }
`);

const ChooseNotifications = graphql(`
  mutation ChooseNotifications($input: ChooseNotificationsInput!) {
    chooseNotifications(input: $input) {
      ... on ChooseNotificationsSuccess {
        viewer {
          notificationChoices {
            quietFrom
          }
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

type Choice = ChoiceGrid_ChoicesFragment['kinds'][number];
type Cell = Choice['cells'][number];
type Channel = Cell['channel'];

const AREAS: readonly NotificationArea[] = [
  'ONE_ON_ONES',
  'FEEDBACK',
  'REVIEWS',
  'DEVELOPMENT',
  'RECOGNITION',
  'ENGAGEMENT',
  'COMPANY',
];
const NARROW = '(max-width: 47.99em)';

/** Every kind with a switch for each channel; each is saved when it is turned. */
export function ChoiceGrid({ choices: masked }: { choices: FragmentType<typeof ChoiceGridFragment> }) {
  const choices = unmask(ChoiceGridFragment, masked);
  const { t } = useTranslation('reach');
  const narrow = useMedia(NARROW);
  const areas = AREAS.map((area) => ({
    area,
    kinds: choices.kinds.filter((kind) => kind.area === area),
  })).filter(({ kinds }) => kinds.length > 0);
  const anyRequired = choices.kinds.some(({ cells }) => cells.some(({ required }) => required));
  const notes = [
    choices.channels.includes('CHAT') && !choices.chat ? t('grid.noChat') : null,
    choices.channels.includes('PUSH') && choices.pushDevices.length === 0 ? t('grid.noPush') : null,
    anyRequired ? t('grid.requiredWhy') : null,
  ].filter((note) => note !== null);
  const Shape = narrow ? Cards : Table;

  return (
    <Section title={t('grid.title')} look="card">
      <p className={classes.text}>{t('grid.lead')}</p>
      {notes.map((note) => (
        <p key={note} className={classes.text}>
          {note}
        </p>
      ))}
      <Shape areas={areas} channels={choices.channels} />
    </Section>
  );
}

interface ShapeProps {
  areas: readonly { area: NotificationArea; kinds: readonly Choice[] }[];
  channels: readonly Channel[];
}

/** On a desk: rows are kinds, columns are channels. */
function Table({ areas, channels }: ShapeProps) {
  const { t } = useTranslation('reach');
  return (
    <table className={classes.grid}>
      <thead>
        <tr>
          <th scope="col">{t('grid.kind')}</th>
          {channels.map((channel) => (
            <th key={channel} scope="col" className={classes.channel}>
              {t(`channel.${channel}`)}
            </th>
          ))}
        </tr>
      </thead>
      {areas.map(({ area, kinds }) => (
        <tbody key={area}>
          <tr>
            <th scope="rowgroup" colSpan={channels.length + 1} className={classes.area}>
              {t(`area.${area}`)}
            </th>
          </tr>
          {kinds.map((choice) => (
            <tr key={choice.kind}>
              <th scope="row">
                <KindName choice={choice} />
              </th>
              {channels.map((channel) => (
                <td key={channel} className={classes.channel}>
                  <CellSwitch choice={choice} channel={channel} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** On a phone: a card a kind, its switches one under the other with their names. */
function Cards({ areas, channels }: ShapeProps) {
  const { t } = useTranslation('reach');
  return areas.map(({ area, kinds }) => (
    <Fragment key={area}>
      <h3 className={classes.areaTitle}>{t(`area.${area}`)}</h3>
      <ul className={classes.cards}>
        {kinds.map((choice) => (
          <CardOf key={choice.kind} choice={choice} channels={channels} />
        ))}
      </ul>
    </Fragment>
  ));
}

function CardOf({ choice, channels }: { choice: Choice; channels: readonly Channel[] }) {
  const id = useId();
  return (
    <li className={classes.card}>
      <div id={id}>
        <KindName choice={choice} />
      </div>
      <div role="group" aria-labelledby={id} className={classes.switches}>
        {channels.map((channel) => (
          <CellSwitch key={channel} choice={choice} channel={channel} named />
        ))}
      </div>
    </li>
  );
}

function KindName({ choice }: { choice: Choice }) {
  const { t } = useTranslation('reach');
  return (
    <span className={classes.kind}>
      {t(`kind.${choice.kind}`)}
      {choice.gathered ? <span className={classes.hint}>{t('grid.gathered')}</span> : null}
    </span>
  );
}

interface CellSwitchProps {
  choice: Choice;
  channel: Channel;
  /** Its channel stands beside it: no column does. */
  named?: boolean;
}

function CellSwitch({ choice, channel, named = false }: CellSwitchProps) {
  const { t } = useTranslation('reach');
  const cell = choice.cells.find((one) => one.channel === channel);
  const command = useCommand(ChooseNotifications);
  const { shown, want, revert } = useWanted(cell?.wanted ?? false);
  const [refused, setRefused] = useState('');
  // Turned twice in a row, the second goes after the first.
  const last = useRef(Promise.resolve());
  const name = t(`channel.${channel}`);
  if (!cell || cell.impossible) {
    return named ? null : <span className={classes.never}>{t('grid.never')}</span>;
  }
  const set = (wanted: boolean) => {
    want(wanted);
    setRefused('');
    last.current = last.current.then(async () => {
      const outcome = await command.run({ input: { kind: choice.kind, channel, wanted } });
      if (outcome.ok) return;
      revert();
      setRefused(t('grid.refused', { why: outcome.refusal?.message ?? outcome.fault ?? '' }));
    });
  };
  return (
    <span className={classes.cell}>
      <Switch
        size={named ? 'sm' : 'md'}
        checked={cell.required || shown}
        disabled={cell.required}
        onChange={(event) => set(event.currentTarget.checked)}
        {...(named
          ? { label: name, description: cell.required ? t('grid.required') : undefined }
          : { 'aria-label': t('grid.cell', { kind: t(`kind.${choice.kind}`), channel: name }) })}
      />
      {cell.required && !named ? <span className={classes.hint}>{t('grid.required')}</span> : null}
      {refused ? (
        <span role="alert" className={classes.refused}>
          {refused}
        </span>
      ) : null}
    </span>
  );
}
