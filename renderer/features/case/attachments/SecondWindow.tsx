import { useCallback, useEffect, useState } from 'react';
import type { FilesShown } from '../../../../shared/bridge/shell.ts';
import { bridge } from '../../../app/bridge.ts';
import { useCall } from '../../../app/calls.ts';
import { CommandPalette } from '../../../app/CommandPalette.tsx';
import { listenForKeys, useCommand } from '../../../app/commands.ts';
import { markCopies } from '../../../app/CoverCopies.ts';
import { CoverPrinting } from '../../../app/CoverPrinting.tsx';
import { CoverWatermark } from '../../../app/CoverWatermark.tsx';
import { FocusMenu } from '../../../app/FocusMenu.tsx';
import frame from '../../../app/Frame.module.css';
import { KeysHelp } from '../../../app/KeysHelp.tsx';
import { lock } from '../../../app/lock.ts';
import { MarkingStrip } from '../../../app/MarkingStrip.tsx';
import { PageRoot } from '../../../app/PageRoot.tsx';
import { nextPane } from '../../../app/panes.ts';
import { usePlace } from '../../../app/place.ts';
import { onShellNotice } from '../../../app/shell-notices.ts';
import { Empty, LiveRegion } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { FilesOfCase } from './FilesOfCase.tsx';

/** The page of the second window: the files of the case that is open in the first, and nothing else of it. */
export function SecondWindow() {
  useEffect(markCopies, []);
  // There is nowhere to leave to: the window is closed as any window is.
  useEffect(() => listenForKeys(() => undefined), []);
  return (
    <PageRoot
      over={
        <>
          <CoverWatermark />
          <CoverPrinting />
        </>
      }
    >
      <Whole />
    </PageRoot>
  );
}

function Whole() {
  const [overlay, setOverlay] = useState<'palette' | 'help' | null>(null);
  const close = useCallback(() => setOverlay(null), []);
  useCommand('global.commands', () => setOverlay('palette'));
  useCommand('global.help', () => setOverlay('help'));
  useCommand('global.lock', lock);
  // Main takes this window out of sight, and the first one covers itself.
  useCommand('global.cover', () => void bridge()?.shell.cover({ covered: true }));
  useCommand('global.nextPane', () => nextPane(1));
  useCommand('global.previousPane', () => nextPane(-1));
  return (
    <div className={frame.frame}>
      <MarkingStrip />
      <div className={frame.middle}>
        <div className={frame.content}>
          <Shown />
        </div>
      </div>
      <CommandPalette open={overlay === 'palette'} onClose={close} />
      <KeysHelp open={overlay === 'help'} onClose={close} />
      <FocusMenu />
      <LiveRegion />
    </div>
  );
}

/** What main says is to be shown: asked for at first, told from then on. */
function useShown(): [FilesShown | null, (attachment: string | null) => void] {
  const [shown, setShown] = useState<FilesShown | null>(null);
  useEffect(() => {
    const stop = onShellNotice('files.show', setShown);
    void bridge()
      ?.shell.files.shown()
      .then((answer) => setShown((told) => told ?? (answer.ok ? answer.value : null)));
    return stop;
  }, []);
  // What is copied here is marked with the reference of this case.
  useEffect(() => {
    if (shown?.caseId) usePlace.setState({ route: { screen: 'case', caseId: shown.caseId } });
  }, [shown?.caseId]);
  return [shown, (attachment) => setShown((now) => now && { ...now, attachment })];
}

function Shown() {
  const [shown, show] = useShown();
  const session = useCall('session.state', {}).value;
  const open = session?.phase === 'open' && session.closed === null;
  if (shown === null || !open) return <main className={frame.whole} aria-label={t('Files')} />;
  if (shown.caseId === null)
    return (
      <main className={frame.whole} aria-label={t('Files')}>
        <Empty title={t('No case is open.')}>
          {t('The files of the next case that you open stand here. This window can be closed at any time.')}
        </Empty>
      </main>
    );
  return <FilesOfCase key={shown.caseId} caseId={shown.caseId} attachment={shown.attachment} openAttachment={show} />;
}
