import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Form, FormActions, FormError } from '@/ui/Form';
import { MayHurt } from '@/ui/MayHurt';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { useSignCard } from './useCelebrations';

interface SignFormProps {
  celebrationId: string;
  /** Whose card it is. */
  name: string;
  /** What one wrote before. */
  before: string;
  /** Leaves the line as it was; undefined where there is none yet. */
  onCancel?: (() => void) | undefined;
  onSigned: () => void;
}

/** One's own line on a card. */
export function SignForm({ celebrationId, name, before, onCancel, onSigned }: SignFormProps) {
  const { t } = useTranslation(['celebrations', 'common']);
  const sign = useSignCard();
  const { value, change, clear } = useDraft(`celebrations.sign:${celebrationId}`, {
    message: before,
  });
  const ready = value.message.trim() !== '';

  async function send(despiteWarning: boolean) {
    if (!ready) return;
    const outcome = await sign.run({
      input: { celebrationId, message: value.message, despiteWarning },
    });
    if (!outcome.ok) return;
    clear();
    toast(t('sign.done', { name }));
    onSigned();
  }

  return (
    <Form onSubmit={() => void send(false)} label={t('sign.title')}>
      <Textarea
        label={t('sign.message')}
        description={t('sign.hint')}
        size="md"
        autosize
        minRows={3}
        value={value.message}
        error={sign.fieldError('message')}
        onChange={(event) => change({ message: event.currentTarget.value })}
      />
      <FormError>{sign.error('message')}</FormError>
      <MayHurt refusal={sign.refusal} pending={sign.pending} onSendAnyway={() => void send(true)} />
      <WhoWillSee>{t('sign.whoSees', { name })}</WhoWillSee>
      <FormActions>
        {onCancel ? (
          <Button
            variant="default"
            onClick={() => {
              clear();
              onCancel();
            }}
          >
            {t('common:action.cancel')}
          </Button>
        ) : null}
        <Button type="submit" loading={sign.pending} disabled={!ready}>
          {onCancel ? t('common:action.save') : t('sign.send')}
        </Button>
      </FormActions>
    </Form>
  );
}
