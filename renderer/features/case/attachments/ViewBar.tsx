import type { ReactNode } from 'react';
import { useCommand } from '../../../app/commands.ts';
import { announce, Button } from '../../../ui/index.ts';
import styles from './attachments.module.css';
import { turnedOnce, type View, zoomed } from './use-view.ts';
import { t } from '../../../words/t.ts';

interface Props {
  readonly blurred: boolean;
  readonly setBlurred: (blurred: boolean) => void;
  readonly view: View;
  readonly change: (change: Partial<View>) => void;
  /** The zoom that is in force, fitted or chosen. */
  readonly scale: number;
  readonly children?: ReactNode;
}

/** What can be done with a picture or page, by key and by pointer. */
export function ViewBar({ blurred, setBlurred, view, change, scale, children }: Props) {
  const reveal = () => {
    setBlurred(!blurred);
    announce(blurred ? t('Shown') : t('Blurred'));
  };
  const zoom = (by: 1 | -1) => change({ zoom: zoomed(scale, by) });
  const turn = () => {
    change({ turns: turnedOnce(view.turns) });
    announce(t('Turned to {{turnedOnce}}°', { turnedOnce: turnedOnce(view.turns) * 90 }));
  };
  useCommand('attachment.reveal', reveal);
  useCommand('attachment.zoomIn', () => zoom(1));
  useCommand('attachment.zoomOut', () => zoom(-1));
  useCommand('attachment.fit', () => change({ zoom: null }));
  useCommand('attachment.rotate', turn);
  return (
    <div role="toolbar" aria-label={t('View')} className={styles.bar}>
      <Button keys="B" aria-pressed={!blurred} onClick={reveal}>
        {blurred ? t('Show') : t('Blur')}
      </Button>
      <Button variant="quiet" aria-label={t('Smaller')} keys="-" onClick={() => zoom(-1)} />
      <span className={styles.scale}>{Math.round(scale * 100)} %</span>
      <Button variant="quiet" aria-label={t('Larger')} keys="+" onClick={() => zoom(1)} />
      <Button variant="quiet" keys="0" disabled={view.zoom === null} onClick={() => change({ zoom: null })}>
        {t('Fit')}
      </Button>
      <Button variant="quiet" keys="R" onClick={turn}>
        {t('Turn')}
      </Button>
      {children}
    </div>
  );
}
