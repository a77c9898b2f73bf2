import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import { FileField } from '@/ui/FileField';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import type { CertificateOf } from './Certificates';
import classes from './learning.module.css';
import { useRemoveCertificate, useSaveCertificate } from './useCertificates';

interface CertificateDialogProps {
  /** Null for a new one. */
  certificate: CertificateOf | null;
  onClose: () => void;
}

const FIELDS = ['name', 'issuer', 'number', 'issuedOn', 'expiresOn', 'fileId'] as const;

/** A certificate of one's own; one is reminded before it expires. */
export default function CertificateDialog({ certificate, onClose }: CertificateDialogProps) {
  const { t } = useTranslation(['learning', 'common']);
  const save = useSaveCertificate();
  const remove = useRemoveCertificate();
  const [value, setValue] = useState({
    name: certificate?.name ?? '',
    issuer: certificate?.issuer ?? '',
    number: certificate?.number ?? '',
    issuedOn: certificate?.issuedOn ?? '',
    expiresOn: certificate?.expiresOn ?? '',
  });
  const before = certificate?.file ?? null;
  const [file, setFile] = useState(before ? { id: before.id, name: before.fileName } : null);
  const [sure, setSure] = useState(false);
  const change = (patch: Partial<typeof value>) => setValue({ ...value, ...patch });
  const ready = value.name.trim() !== '';

  async function send() {
    if (!ready) return;
    const outcome = await save.run({
      input: {
        id: certificate?.id ?? null,
        version: certificate?.version ?? 0,
        ...value,
        issuedOn: value.issuedOn || null,
        expiresOn: value.expiresOn || null,
        fileId: file && file.id !== before?.id ? file.id : null,
        removeFile: before !== null && file === null,
      },
    });
    if (!outcome.ok) return;
    toast(t('certificate.saved'));
    onClose();
  }

  async function takeAway() {
    if (!certificate) return;
    const outcome = await remove.run({ input: { id: certificate.id } });
    if (!outcome.ok) return;
    toast(t('certificate.removed'));
    onClose();
  }

  const field = (name: 'name' | 'issuer' | 'number') => ({
    label: t(`certificate.${name}`),
    value: value[name],
    error: save.fieldError(name),
    onChange: (event: { currentTarget: { value: string } }) =>
      change({ [name]: event.currentTarget.value }),
  });
  return (
    <Dialog
      opened
      onClose={onClose}
      title={certificate ? t('certificate.edit') : t('certificate.add')}
    >
      <Form onSubmit={() => void send()}>
        <TextInput required data-autofocus {...field('name')} />
        <div className={classes.pair}>
          <TextInput {...field('issuer')} />
          <TextInput {...field('number')} />
        </div>
        <div className={classes.pair}>
          <TextInput
            type="date"
            label={t('certificate.issuedOn')}
            value={value.issuedOn}
            error={save.fieldError('issuedOn')}
            onChange={(event) => change({ issuedOn: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('certificate.expiresOn')}
            value={value.expiresOn}
            error={save.fieldError('expiresOn')}
            onChange={(event) => change({ expiresOn: event.currentTarget.value })}
          />
        </div>
        <p className={classes.note}>{t('certificate.reminder')}</p>
        <FileField
          label={t('certificate.file')}
          value={file}
          onChange={setFile}
          error={save.fieldError('fileId')}
        />
        <FormError>{save.error(...FIELDS) ?? remove.error()}</FormError>
        <WhoWillSee>{t('certificate.whoSees')}</WhoWillSee>
        {sure ? (
          <div className={classes.sure} role="alert">
            <span>{t('certificate.sure')}</span>
            <Button color="red" loading={remove.pending} onClick={() => void takeAway()}>
              {t('certificate.remove')}
            </Button>
            <Button variant="default" onClick={() => setSure(false)}>
              {t('certificate.keep')}
            </Button>
          </div>
        ) : (
          <FormActions>
            {certificate ? (
              <Button variant="subtle" color="red" onClick={() => setSure(true)}>
                {t('certificate.remove')}
              </Button>
            ) : null}
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={save.pending} disabled={!ready}>
              {t('common:action.save')}
            </Button>
          </FormActions>
        )}
      </Form>
    </Dialog>
  );
}
