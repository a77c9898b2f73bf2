import { IconLock, IconMessage, IconTrophy, IconUsersGroup } from '@tabler/icons-react';
import { Suspense, lazy, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { RelativeTime } from '@/ui/dates';
import { Markdown } from '@/ui/Markdown';
import { LoadingState } from '@/ui/states';
import { ValueChip, ValueIcon, valueColors } from '@/ui/ValueMark';
import { Acts } from './card/Acts';
import { KudosFaces, KudosNames } from './card/people';
import classes from './card/card.module.css';
import { Reactions } from './Reactions';

const InlineComments = lazy(() => import('./card/InlineComments'));
const EditsDialog = lazy(() => import('./card/EditsDialog'));

export const KudosCardFragment = graphql(`
  fragment KudosCard_kudos on Kudos {
    id
    message
    visibility
    createdAt
    editedAt
    hidden
    hiddenReason
    commentCount
    pictureUrl
    pictureAlt
    points
    pointsForViewer
    author {
      id
      name
      ...PersonLine_person
    }
    audience {
      id
      name
    }
    mentions {
      label
      person {
        id
      }
    }
    companyValue {
      id
      name
      color
      icon
    }
    awards {
      id
      name
    }
    ...KudosPeople_kudos
    ...Reactions_kudos
    ...Acts_kudos
  }
`);

type Kudos = DocumentType<typeof KudosCardFragment>;

/** From so many letters on, a feed shows the beginning. */
const LONG = 700;

interface KudosCardProps {
  kudos: FragmentType<typeof KudosCardFragment>;
  /** On its own page the card shows all of it and does not lead to itself. */
  alone?: boolean;
  /** New to the viewer since the last visit. */
  fresh?: boolean;
  onWithdrawn?: () => void;
  /** Its place in a feed, counted from 1. */
  place?: number;
}

/** Thanks, as everybody who may sees them. */
export function KudosCard({ kudos: masked, alone = false, fresh = false, onWithdrawn, place }: KudosCardProps) {
  const kudos = unmask(KudosCardFragment, masked);
  const { t } = useTranslation('recognition');
  const id = useId();
  const [talking, setTalking] = useState(false);
  const long = !alone && kudos.message.length > LONG;
  const [whole, setWhole] = useState(false);
  const { companyValue: value, hidden } = kudos;
  return (
    <article
      className={`${classes.card} ${valueColors}`}
      data-color={value?.color}
      data-private={kudos.visibility === 'PRIVATE' || undefined}
      data-hidden={hidden || undefined}
      aria-labelledby={`${id}-from ${id}-to`}
      aria-posinset={place}
      aria-setsize={place === undefined ? undefined : -1}
      tabIndex={place === undefined ? undefined : -1}
    >
      <span className={classes.watermark} aria-hidden="true">
        <ValueIcon icon={value?.icon ?? 'heart'} size={148} />
      </span>
      <header className={classes.head}>
        <KudosFaces kudos={kudos} />
        <div className={classes.who}>
          <p id={`${id}-from`} className={classes.from}>
            <Link className={classes.author} to={paths.person(kudos.author.id)}>
              {kudos.author.name}
            </Link>{' '}
            {t('card.thanks')}
          </p>
          <p id={`${id}-to`} className={classes.to}>
            <KudosNames kudos={kudos} all={alone} />
          </p>
          <Marks kudos={kudos} fresh={fresh} />
        </div>
        <Acts kudos={kudos} alone={alone} onWithdrawn={onWithdrawn} />
      </header>
      <div className={classes.message} data-short={long && !whole ? true : undefined}>
        <Markdown
          mentions={kudos.mentions.map(({ label, person }) => ({ label, to: paths.person(person.id) }))}
        >
          {kudos.message}
        </Markdown>
      </div>
      {long ? (
        <button type="button" className={classes.textButton} aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? t('card.less') : t('card.all')}
        </button>
      ) : null}
      {kudos.pictureUrl ? (
        <img
          className={classes.picture}
          data-alone={alone || undefined}
          src={kudos.pictureUrl}
          alt={kudos.pictureAlt}
          loading={alone ? 'eager' : 'lazy'}
          decoding="async"
        />
      ) : null}
      {hidden ? (
        <p className={classes.note}>{t('hiddenBecause', { reason: kudos.hiddenReason ?? '' })}</p>
      ) : null}
      <Tags kudos={kudos} />
      <div className={classes.foot}>
        {hidden ? null : <Reactions kudos={kudos} />}
        {alone ? null : (
          <button
            type="button"
            className={classes.talk}
            aria-expanded={talking}
            aria-controls={talking ? `${id}-talk` : undefined}
            onClick={() => setTalking(!talking)}
          >
            <IconMessage size={18} stroke={1.7} aria-hidden="true" />
            <span className={classes.talkWords}>
              {kudos.commentCount > 0
                ? t('comments.count', { count: kudos.commentCount })
                : t('comments.write')}
            </span>
            <span className={classes.talkCount} aria-hidden="true">
              {kudos.commentCount || ''}
            </span>
          </button>
        )}
      </div>
      {talking ? (
        <div id={`${id}-talk`} className={classes.comments}>
          <Suspense fallback={<LoadingState lines={1} />}>
            <InlineComments kudosId={kudos.id} count={kudos.commentCount} />
          </Suspense>
        </div>
      ) : null}
    </article>
  );
}

/** When, for whom, and whether the words are still the first ones. */
function Marks({ kudos, fresh }: { kudos: Kudos; fresh: boolean }) {
  const { t } = useTranslation('recognition');
  const [earlier, setEarlier] = useState(false);
  return (
    <p className={classes.marks}>
      {fresh ? <span className={classes.fresh}>{t('card.new')}</span> : null}
      <Link className={classes.when} to={paths.kudos(kudos.id)}>
        <RelativeTime at={kudos.createdAt} />
      </Link>
      {kudos.editedAt ? (
        <button type="button" className={classes.mark} data-button onClick={() => setEarlier(true)}>
          {t('card.edited')}
        </button>
      ) : null}
      {kudos.visibility === 'PRIVATE' ? (
        <span className={classes.mark}>
          <IconLock size={14} aria-hidden="true" /> {t('private')}
        </span>
      ) : null}
      {kudos.visibility === 'TEAM' ? (
        <span className={classes.mark}>
          <IconUsersGroup size={14} aria-hidden="true" />{' '}
          {kudos.audience ? t('card.team', { name: kudos.audience.name }) : t('card.oneTeam')}
        </span>
      ) : null}
      {earlier ? (
        <Suspense fallback={null}>
          <EditsDialog kudosId={kudos.id} onClose={() => setEarlier(false)} />
        </Suspense>
      ) : null}
    </p>
  );
}

/** The value that it showed, an award, and points for those whom they concern. */
function Tags({ kudos }: { kudos: Kudos }) {
  const { t } = useTranslation('recognition');
  const { companyValue, awards, points, pointsForViewer } = kudos;
  const given = pointsForViewer || points || 0;
  if (!companyValue && awards.length === 0 && given === 0) return null;
  return (
    <div className={classes.tags}>
      {companyValue ? <ValueChip value={companyValue} /> : null}
      {awards.map((award) => (
        <Link key={award.id} className={classes.award} to={paths.award(award.id)}>
          <IconTrophy size={16} stroke={1.8} aria-hidden="true" />
          {award.name}
        </Link>
      ))}
      {given > 0 ? (
        <span className={classes.points}>
          {pointsForViewer
            ? t('card.pointsForYou', { count: pointsForViewer })
            : t('card.points', { count: given })}
        </span>
      ) : null}
    </div>
  );
}
