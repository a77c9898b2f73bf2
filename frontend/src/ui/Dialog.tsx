import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Dialog.module.css';
import { useFocusComesBack } from './useFocusComesBack';

const WIDTHS = { sm: 440, md: 580, lg: 760 };

interface DialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  size?: 'sm' | 'md' | 'lg';
  children: ReactNode;
}

/** A modal window; on a phone it takes the whole screen. Its close button has a name. */
export function Dialog({ opened, onClose, title, size = 'md', children }: DialogProps) {
  const { t } = useTranslation('common');
  useFocusComesBack();
  // Not as className of the content: Mantine gives that to what lies around it as well.
  const parts = { inner: classes.inner ?? '', content: classes.content ?? '' };
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={WIDTHS[size]}
      classNames={parts}
      lockScroll={false}
    >
      <Modal.Overlay />
      <Modal.Content>
        {/* Not a banner: the page has its own. */}
        <Modal.Header role="presentation" className={classes.header ?? ''}>
          <Modal.Title className={classes.title ?? ''}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('action.close')} />
        </Modal.Header>
        <Modal.Body className={classes.body ?? ''}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
