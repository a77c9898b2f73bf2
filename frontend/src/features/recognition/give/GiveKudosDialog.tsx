import { ActionIcon, Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { IconClock, IconCoins, IconLink, IconPhoto } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import type { KudosVisibility } from '@/gql/graphql';
import { addDays, calendarDate, instantAt } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { useDraft } from '@/lib/useDraft';
import { useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { changed } from '../changes';
import { useCancelScheduledKudos, useGiveKudos, useScheduleKudos } from '../useGiveKudos';
import { useNotTold } from '../useNotTold';
import { Warnings, withoutWarning } from '../writing/Warnings';
import { WritingField } from '../writing/WritingField';
import { type Prefill, linkTo } from './address';
import { EMPTY, type Thanks, inputOf } from './draft';
import classes from './give.module.css';
import { PictureField } from './PictureField';
import { PointsField } from './PointsField';
import { PICTURE_KINDS, usePicture } from './usePicture';
import { usePrefill } from './usePrefill';
import { ValueField } from './ValueField';
import { WhomPicker, receiversOf } from './WhomPicker';

const GiveKudosForm = graphql(`
  query GiveKudosForm {
    companyValues {
      id
      name
      description
      color
      icon
      retired
    }
    recognitionSettings {
      valueRequired
      canSchedule
    }
    viewer {
      person {
        id
      }
      points {
        left
        giftMaximum
        canGive
      }
    }
  }
`);

const GiveKudosAudiences = graphql(`
  query GiveKudosAudiences($receiverIds: [ID!]!) {
    teamAudiences(receiverIds: $receiverIds) {
      id
      name
    }
  }
`);

const FIELDS = [
  'receiverIds',
  'groups',
  'message',
  'companyValueId',
  'pictureId',
  'points',
  'giveAt',
  'audienceId',
] as const;
const MOST = 25;

interface GiveKudosDialogProps {
  /** What a link, or another page, asks to be filled in. */
  prefill?: Prefill | null;
  /** What was to be said later and is now changed: it is cancelled when the new one stands. */
  instead?: { scheduledId: string; thanks: Thanks } | undefined;
  onClose: () => void;
}

/** Thank somebody. What is typed survives closing the window. */
export default function GiveKudosDialog({ prefill = null, instead, onClose }: GiveKudosDialogProps) {
  const { t } = useTranslation(['recognition', 'common']);
  const dates = useDates();
  const draft = useDraft<Thanks>(
    instead ? `recognition.again:${instead.scheduledId}` : 'recognition.thank',
    instead?.thanks ?? EMPTY,
  );
  const { value: thanks, change, clear } = draft;
  const give = useGiveKudos();
  const schedule = useScheduleKudos();
  const cancel = useCancelScheduledKudos();
  const tellNotTold = useNotTold();
  const { left } = usePrefill(prefill, draft);
  const picture = usePicture((sent) => change({ picture: sent }));
  const file = useRef<HTMLInputElement>(null);
  const [{ data }] = useQuery({ query: GiveKudosForm });
  const { receiverIds, groups } = receiversOf(thanks.to);
  const [{ data: teams }] = useQuery({ query: GiveKudosAudiences, variables: { receiverIds } });

  const values = (data?.companyValues ?? []).filter((one) => !one.retired);
  const audiences = teams?.teamAudiences ?? [];
  const points = data?.viewer?.points?.canGive ? data.viewer.points : null;
  const command = thanks.later ? schedule : give;
  const { refusal, pending } = command;
  const audience = audiences.find((one) => one.id === thanks.audience) ?? audiences[0];
  const visibilities: readonly KudosVisibility[] =
    audiences.length > 0 || thanks.visibility === 'TEAM' ? ['PUBLIC', 'TEAM', 'PRIVATE'] : ['PUBLIC', 'PRIVATE'];
  const names = new Intl.ListFormat(dates.locale, { type: 'conjunction' }).format([
    ...thanks.to.map((one) => one.name),
    t('whoSees.you'),
  ]);

  async function send(despiteWarning: boolean) {
    if (picture.pending) return;
    const input = inputOf(thanks, audiences, points !== null, despiteWarning);
    if (thanks.later) {
      const at = thanks.at || startOf(dates.zone);
      const giveAt = instantAt(at, dates.zone);
      const outcome = await schedule.run({ input: { ...input, giveAt } });
      if (!outcome.ok) return;
      await done(t('give.scheduled', { when: dates.full(outcome.data.scheduled.giveAt) }));
      return;
    }
    // Kept before it is sent: if the answer is lost, sending the same again gives nothing twice.
    const what = JSON.stringify(input);
    const key = thanks.key && thanks.keyOf === what ? thanks.key : crypto.randomUUID();
    change({ key, keyOf: what });
    const outcome = await give.run({ input: { ...input, key } });
    if (!outcome.ok) return;
    await done(t('give.done', { count: thanks.to.length, name: thanks.to[0]?.name ?? '' }));
    tellNotTold(outcome.data.notTold);
    void changed(outcome.data.kudos.id);
  }

  async function done(words: string) {
    if (instead) await cancel.run({ input: { scheduledId: instead.scheduledId } });
    clear();
    picture.forget();
    toast(words);
    onClose();
  }

  async function copyLink() {
    const link = linkTo(location.origin, paths.recognition, {
      personIds: receiverIds,
      groups,
      value: thanks.value,
      message: thanks.message,
    });
    try {
      await navigator.clipboard.writeText(link);
      toast(t('linkCopied'));
    } catch {
      toast(t('linkNotCopied'));
    }
  }

  const choose = (files: FileList | null) => {
    const [chosen] = files ?? [];
    if (chosen) void picture.send(chosen);
    if (file.current) file.current.value = '';
  };

  return (
    <Dialog opened onClose={onClose} title={instead ? t('scheduled.change') : t('give.title')} size="lg">
      <Form onSubmit={() => void send(false)}>
        {draft.restored ? (
          <span>
            {t('common:draft.restored')}{' '}
            <Button variant="subtle" size="compact-sm" onClick={clear}>
              {t('common:draft.discard')}
            </Button>
          </span>
        ) : null}
        <WhomPicker
          value={thanks.to}
          onChange={(to) => change({ to })}
          most={MOST}
          error={command.fieldError('receiverIds') ?? command.fieldError('groups')}
          autoFocus={thanks.to.length === 0 && !prefill?.personIds.length}
        />
        <WritingField
          label={t('give.message')}
          description={t('give.messageHint')}
          minRows={4}
          required
          autoFocus={thanks.to.length > 0 || Boolean(prefill?.personIds.length)}
          value={thanks.message}
          error={withoutWarning(refusal, command.fieldError('message'))}
          onChange={(message) => change({ message })}
          picked={thanks.picked}
          onPicked={(picked) => change({ picked })}
          onPicture={(pasted) => void picture.send(pasted)}
          tools={
            <>
              <input
                ref={file}
                type="file"
                hidden
                accept={PICTURE_KINDS}
                aria-label={t('give.picture')}
                onChange={(event) => choose(event.currentTarget.files)}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={t('give.picture')}
                onClick={() => file.current?.click()}
              >
                <IconPhoto size={20} stroke={1.7} />
              </ActionIcon>
              {points ? (
                <Tool
                  icon={IconCoins}
                  label={t('give.points')}
                  pressed={thanks.withPoints}
                  onClick={() => change({ withPoints: !thanks.withPoints })}
                />
              ) : null}
              {data?.recognitionSettings.canSchedule ? (
                <Tool
                  icon={IconClock}
                  label={t('give.later')}
                  pressed={thanks.later}
                  onClick={() => change({ later: !thanks.later, at: thanks.at || startOf(dates.zone) })}
                />
              ) : null}
            </>
          }
        />
        {left !== null ? (
          <p className={classes.hint}>
            {t('give.linkHasWords')}{' '}
            <Button variant="subtle" size="compact-sm" onClick={() => change({ message: left })}>
              {t('give.takeWords')}
            </Button>
          </p>
        ) : null}
        <PictureField
          picture={thanks.picture}
          preview={picture.preview}
          pending={picture.pending}
          alt={thanks.alt}
          error={picture.error ?? command.fieldError('pictureId')}
          onAlt={(alt) => change({ alt })}
          onRemove={() => {
            change({ picture: null, alt: '' });
            picture.forget();
          }}
        />
        <Warnings
          text={thanks.message}
          refusal={refusal}
          pending={pending}
          onAnyway={() => void send(true)}
        />
        {points && thanks.withPoints ? (
          <PointsField
            left={points.left}
            most={points.giftMaximum ?? null}
            people={groups.length > 0 ? null : receiverIds.length}
            value={thanks.points}
            error={command.fieldError('points')}
            onChange={(count) => change({ points: count })}
          />
        ) : null}
        <ValueField
          values={values}
          required={data?.recognitionSettings.valueRequired ?? false}
          value={thanks.value}
          error={command.fieldError('companyValueId')}
          onChange={(value) => change({ value })}
        />
        {thanks.later ? (
          <TextInput
            type="datetime-local"
            className={classes.narrow ?? ''}
            label={t('give.at')}
            description={t('give.atHint')}
            required
            value={thanks.at}
            error={command.fieldError('giveAt')}
            onChange={(event) => change({ at: event.currentTarget.value })}
          />
        ) : null}
        <div className={classes.audience}>
          <SegmentedControl
            aria-label={t('give.visibility')}
            value={thanks.visibility}
            onChange={(visibility) => change({ visibility: visibility as KudosVisibility })}
            data={visibilities.map((one) => ({ value: one, label: t(`give.${one}`) }))}
          />
          {thanks.visibility === 'TEAM' && audiences.length > 1 ? (
            <NativeSelect
              label={t('give.audience')}
              value={audience?.id ?? ''}
              error={command.fieldError('audienceId')}
              onChange={(event) => change({ audience: event.currentTarget.value })}
              data={audiences.map((one) => ({ value: one.id, label: t('give.teamOf', { name: one.name }) }))}
            />
          ) : null}
        </div>
        <FormError>{withoutWarning(refusal, command.error(...FIELDS))}</FormError>
        <WhoWillSee>
          {thanks.visibility === 'PUBLIC'
            ? t('whoSees.PUBLIC')
            : thanks.visibility === 'TEAM' && audience
              ? t('whoSees.TEAM', { name: audience.name })
              : thanks.to.length > 0
                ? t('whoSees.PRIVATE', { names })
                : t('whoSees.PRIVATE.nobody')}
        </WhoWillSee>
        <FormActions>
          {thanks.to.length > 0 && !instead ? (
            <Button
              className={classes.link ?? ''}
              variant="subtle"
              color="gray"
              leftSection={<IconLink size={16} />}
              onClick={() => void copyLink()}
            >
              {t('give.copyLink')}
            </Button>
          ) : null}
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={pending || picture.pending}>
            {thanks.later ? t('give.sendLater') : t('give.send')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

/** Tomorrow morning, on the writer's clock. */
function startOf(zone: string): string {
  return `${addDays(calendarDate(new Date(), zone), 1)}T09:00`;
}

interface ToolProps {
  icon: typeof IconClock;
  label: string;
  pressed: boolean;
  onClick: () => void;
}

/** Adds something to the form, or takes it away again. */
function Tool({ icon: Sign, label, pressed, onClick }: ToolProps) {
  return (
    <button type="button" className={classes.tool} aria-pressed={pressed} onClick={onClick}>
      <Sign size={18} stroke={1.7} aria-hidden="true" />
      {label}
    </button>
  );
}
