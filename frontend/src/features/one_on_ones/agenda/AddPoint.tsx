import { Button, Switch, Textarea } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Form, FormError } from '@/ui/Form';
import classes from '../one_on_ones.module.css';
import { Seen } from '../Seen';
import { useAddTalkingPoint } from '../useTalkingPoints';

/** Writing comes first: a field, whom it is for, Ctrl/Cmd-Enter. */
export function AddPoint({ meetingId, other }: { meetingId: string; other: string }) {
  const { t } = useTranslation('one_on_ones');
  const add = useAddTalkingPoint();
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(`one_on_ones.point:${meetingId}`, { body: '', only: false, again: false });
  const { body, only, again } = draft.value;

  const send = async () => {
    if (!body.trim() || add.pending) return;
    const outcome = await add.run({
      input: {
        meetingId,
        body: body.trim(),
        visibility: only ? 'PRIVATE' : 'SHARED',
        recurring: again,
      },
    });
    if (!outcome.ok) return;
    draft.clear();
    // The next one follows; on a phone the keyboard would come up again.
    if (!matchMedia('(pointer: coarse)').matches) field.current?.focus();
  };

  return (
    <Form label={t('points.add')} onSubmit={() => void send()}>
      <div className={classes.add}>
        <Textarea
          ref={field}
          autosize
          minRows={1}
          maxRows={8}
          size="md"
          aria-label={t('points.placeholder')}
          placeholder={t('points.placeholder')}
          value={body}
          onChange={(event) => draft.change({ body: event.currentTarget.value })}
          error={add.fieldError('body')}
        />
        <FormError>{add.error('body')}</FormError>
        <Seen>{only ? t('points.seePrivate') : t('points.seeShared', { name: other })}</Seen>
        <div className={classes.addRow}>
          <div className={classes.head}>
            <Switch
              label={t('points.private')}
              checked={only}
              onChange={(event) => draft.change({ only: event.currentTarget.checked })}
            />
            <Switch
              label={t('points.again')}
              checked={again}
              onChange={(event) => draft.change({ again: event.currentTarget.checked })}
            />
          </div>
          <Button type="submit" loading={add.pending} disabled={!body.trim()}>
            {t('points.add')}
          </Button>
        </div>
      </div>
    </Form>
  );
}
