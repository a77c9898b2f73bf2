import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Translation } from 'react-i18next';
import { EmptyState, OfflineState } from '@/ui/states';
import { isNewVersionOut } from './newVersion';

interface Props {
  children: ReactNode;
  /** A new value forgets the error: the address, so that going elsewhere helps. */
  resetKey?: string;
}

/** A page that stumbles does not take the others with it, and says what to do. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(error, info.componentStack);
    // A page whose file is gone: load the version that has it. Drafts outlive that.
    void isNewVersionOut().then((out) => {
      if (out) location.reload();
    });
  }

  override componentDidUpdate(before: Props) {
    if (this.state.failed && before.resetKey !== this.props.resetKey) this.setState({ failed: false });
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    if (!navigator.onLine) {
      // Its files were never loaded on this device; once they are there, loading anew finds them.
      return <OfflineState retry={() => location.reload()} />;
    }
    return (
      <Translation ns="common">
        {(t) => (
          <div role="alert">
            <EmptyState
              title={t('error.page')}
              example={t('error.pageText')}
              action={
                <button type="button" onClick={() => location.reload()}>
                  {t('error.reload')}
                </button>
              }
            />
          </div>
        )}
      </Translation>
    );
  }
}
