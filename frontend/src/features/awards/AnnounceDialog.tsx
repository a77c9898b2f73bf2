import { Button, Checkbox, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Stack } from '@/ui/Stack';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './awards.module.css';
import type { ResultsOf } from './Results';
import { useAnnounceAward } from './useAwards';

/** With fewer votes nobody wins, unless fewer could vote. */
const LEAST_VOTES = 2;
const FIELDS = ['winnerIds', 'message'] as const;

interface AnnounceDialogProps {
  award: ResultsOf;
  onClose: () => void;
}

/** HR says who has the award, with public thanks. */
export default function AnnounceDialog({ award, onClose }: AnnounceDialogProps) {
  const { t } = useTranslation(['awards', 'common']);
  const announce = useAnnounceAward();
  const results = award.results ?? [];
  const able = (one: (typeof results)[number]) => one.votes >= Math.min(LEAST_VOTES, one.possible);
  const { value, change, clear, restored } = useDraft(`awards.announce:${award.id}`, {
    // Those to whom the votes would give it.
    winners: results.filter((one) => one.winner).map((one) => one.nominee.id),
    message: '',
  });
  const ready = value.winners.length > 0 && value.message.trim() !== '';
  const names = results
    .filter((one) => value.winners.includes(one.nominee.id))
    .map((one) => one.nominee.name);

  async function send() {
    if (!ready) return;
    const outcome = await announce.run({
      input: {
        awardId: award.id,
        winnerIds: value.winners,
        message: value.message,
        version: award.version,
      },
    });
    if (!outcome.ok) return;
    clear();
    toast(t('announce.done', { count: names.length }));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('announce.title', { award: award.name })}>
      <Form onSubmit={() => void send()}>
        {restored ? (
          <span>
            {t('common:draft.restored')}{' '}
            <Button variant="subtle" size="compact-sm" onClick={clear}>
              {t('common:draft.discard')}
            </Button>
          </span>
        ) : null}
        <Checkbox.Group
          label={t('announce.winners')}
          description={t('announce.wanted', { count: award.winnersWanted })}
          value={value.winners}
          error={announce.fieldError('winnerIds')}
          onChange={(winners) => change({ winners })}
        >
          <Stack gap={12}>
            {results.map((one) => (
              <Checkbox
                key={one.nominee.id}
                size="md"
                value={one.nominee.id}
                disabled={!able(one)}
                label={one.nominee.name}
                description={
                  able(one)
                    ? t('results.votes', { votes: one.votes, count: one.possible })
                    : t('announce.tooFew')
                }
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <Textarea
          required
          size="md"
          label={t('announce.message')}
          description={t('announce.messageHint')}
          autosize
          minRows={4}
          value={value.message}
          error={announce.fieldError('message')}
          onChange={(event) => change({ message: event.currentTarget.value })}
        />
        <p className={classes.small}>{t('announce.once')}</p>
        <FormError>{announce.error(...FIELDS)}</FormError>
        <WhoWillSee>{t('announce.whoSees')}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={announce.pending} disabled={!ready}>
            {t('announce.send', { count: names.length })}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
