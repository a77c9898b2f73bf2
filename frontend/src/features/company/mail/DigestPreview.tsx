import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, graphql } from '@/gql';
import { type SuccessOf, useCommand } from '@/lib/useCommand';
import { DateTimeText } from '@/ui/dates';
import { Form, FormActions, FormError } from '@/ui/Form';
import { type PickedPerson, PersonPicker } from '@/ui/PersonPicker';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './mail.module.css';
import { MailFrame } from './MailFrame';

const PreviewDigest = graphql(`
  mutation PreviewDigest($input: PreviewDigestInput!) {
    previewDigest(input: $input) {
      ... on PreviewDigestSuccess {
        subject
        html
        text
        empty
        nextAt
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

interface Shown {
  person: PickedPerson;
  digest: SuccessOf<DocumentType<typeof PreviewDigest>>;
}

/** What somebody's digest would hold: its titles and how much stands under each. It says before that it tells. */
export function DigestPreview() {
  const { t } = useTranslation('mail');
  const [people, setPeople] = useState<PickedPerson[]>([]);
  const [shown, setShown] = useState<Shown | null>(null);
  // Nothing on the screen depends on it, but the digest that it answers with.
  const preview = useCommand(PreviewDigest, { quiet: true });
  const [person] = people;

  async function look() {
    if (!person) return;
    const outcome = await preview.run({ input: { personId: person.id } });
    setShown(outcome.ok ? { person, digest: outcome.data } : null);
  }

  return (
    <div className={classes.stack}>
      <div className={classes.form}>
        <Form onSubmit={() => void look()} label={t('preview')}>
          <p className={classes.hint}>{t('preview.explain')}</p>
          <PersonPicker
            label={t('preview.person')}
            value={people}
            onChange={setPeople}
            error={preview.fieldError('personId')}
            withMe
            required
          />
          <WhoWillSee>{person ? t('preview.told', { name: person.name }) : t('preview.toldAll')}</WhoWillSee>
          <FormError>{preview.error('personId')}</FormError>
          <FormActions>
            <Button type="submit" disabled={!person} loading={preview.pending}>
              {t('preview.look')}
            </Button>
          </FormActions>
        </Form>
      </div>
      {shown ? <Digest key={shown.person.id} {...shown} /> : null}
    </div>
  );
}

function Digest({ person, digest }: Shown) {
  const { t } = useTranslation('mail');
  const [part, setPart] = useState('html');
  const next = digest.nextAt ? (
    <>
      {t('preview.next')} <DateTimeText at={digest.nextAt} />
    </>
  ) : (
    t('preview.noNext')
  );
  if (digest.empty) {
    return (
      <Section title={t('preview.of', { name: person.name })}>
        <EmptyState title={t('preview.empty')} example={t('preview.emptyExample')} />
        <p className={classes.hint}>{next}</p>
      </Section>
    );
  }
  return (
    <Section
      title={t('preview.of', { name: person.name })}
      aside={
        <SegmentedControl
          aria-label={t('preview.part')}
          value={part}
          onChange={setPart}
          data={[
            { value: 'html', label: t('preview.asShown') },
            { value: 'text', label: t('preview.asText') },
          ]}
        />
      }
    >
      <p className={classes.subject}>{digest.subject}</p>
      <p className={classes.hint}>{next}</p>
      {part === 'html' ? (
        <MailFrame html={digest.html} title={digest.subject} />
      ) : (
        <pre className={classes.plain}>{digest.text}</pre>
      )}
    </Section>
  );
}
