import { Component, type ReactNode } from 'react';
import { Button, Empty } from '../ui/index.ts';
import { usePlace } from './place.ts';
import { t } from '../words/t.ts';

/** Where drawing a screen fails, this says so: the frame and everything typed stay. */
export class Oops extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override componentDidCatch(error: Error) {
    console.error('A screen failed', error.name);
  }
  readonly again = () => this.setState({ failed: false });
  readonly toDesk = () => {
    usePlace.setState({ route: { screen: 'desk' } });
    this.again();
  };
  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Empty
        title={t('This screen could not be drawn.')}
        action={
          <>
            <Button variant="main" onClick={this.again}>
              {t('Try again')}
            </Button>
            <Button onClick={this.toDesk}>{t('Go to the Desk')}</Button>
          </>
        }
      >
        <p>{t('That is a fault in Candour, not in the case. What you typed is kept as a draft.')}</p>
      </Empty>
    );
  }
}
