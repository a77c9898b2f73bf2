import { Button } from '@mantine/core';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Translation } from 'react-i18next';
import { EmptyState, OfflineState } from '@/ui/states';
import { isNewVersionOut } from './newVersion';

interface Props {
  children: ReactNode;
  /** A new value forgets the error: the address, so that going elsewhere helps. */
  resetKey?: string;
}

interface State {
  failed: boolean;
  /** There was no network: the page's files could not be loaded. */
  offline: boolean;
}

/** A page that stumbles does not take the others with it, and says what to do. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: false, offline: false };

  static getDerivedStateFromError() {
    return { failed: true, offline: !navigator.onLine };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(error, info.componentStack);
    // A page whose file is gone: load the version that has it. Drafts outlive that.
    void isNewVersionOut().then((out) => {
      if (out) location.reload();
    });
  }

  /** With a network again, what could not be loaded without one can be. */
  readonly comeBack = () => {
    if (this.state.failed && this.state.offline) location.reload();
  };

  override componentDidMount() {
    addEventListener('online', this.comeBack);
  }

  override componentWillUnmount() {
    removeEventListener('online', this.comeBack);
  }

  override componentDidUpdate(before: Props) {
    if (this.state.failed && before.resetKey !== this.props.resetKey) this.setState({ failed: false });
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    if (this.state.offline) return <OfflineState retry={() => location.reload()} />;
    return (
      <Translation ns="common">
        {(t) => (
          <div role="alert">
            <EmptyState
              title={t('error.page')}
              example={t('error.pageText')}
              action={
                <Button variant="default" onClick={() => location.reload()}>
                  {t('error.reload')}
                </Button>
              }
            />
          </div>
        )}
      </Translation>
    );
  }
}
