import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { DateTimeText } from '@/ui/dates';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Markdown } from '@/ui/Markdown';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './packets.module.css';
import { useAcknowledgePacket } from './usePackets';

/** The subject's own word: that they have read it, and what they answer. */
export function Acknowledge({ packetId, manager }: { packetId: string; manager: string | undefined }) {
  const { t } = useTranslation('reviews');
  const { value, change, clear } = useDraft(`packet.answer:${packetId}`, { answer: '' });
  const acknowledge = useAcknowledgePacket();

  async function run() {
    const outcome = await acknowledge.run({ input: { packetId, answer: value.answer } });
    if (!outcome.ok) return;
    clear();
    toast(t('acknowledge.done'));
  }

  return (
    <div data-no-print>
      <Section title={t('acknowledge.title')} look="card">
        <Form onSubmit={() => void run()} label={t('acknowledge.title')}>
          <p>{t('acknowledge.text')}</p>
          <Textarea
            label={t('acknowledge.answer')}
            autosize
            minRows={4}
            maxLength={10_000}
            value={value.answer}
            error={acknowledge.fieldError('answer')}
            onChange={(event) => change({ answer: event.currentTarget.value })}
          />
          <FormError>{acknowledge.error('answer')}</FormError>
          <WhoWillSee>
            {manager ? t('acknowledge.whoSees', { name: manager }) : t('acknowledge.whoSeesHr')}
          </WhoWillSee>
          <FormActions>
            <Button type="submit" loading={acknowledge.pending}>
              {t(value.answer.trim() ? 'acknowledge.send' : 'acknowledge')}
            </Button>
          </FormActions>
        </Form>
      </Section>
    </div>
  );
}

interface AcknowledgedProps {
  at: string;
  answer: string | null;
  /** Whose answer it is. */
  name: string;
  own: boolean;
}

export function Acknowledged({ at, answer, name, own }: AcknowledgedProps) {
  const { t } = useTranslation('reviews');
  return (
    <Section title={own ? t('acknowledged.own') : t('acknowledged.title', { name })} look="card">
      <p className={classes.quiet}>
        {t('acknowledged.at')} <DateTimeText at={at} />
      </p>
      {answer ? <Markdown>{answer}</Markdown> : <p>{t('acknowledged.noAnswer')}</p>}
    </Section>
  );
}
