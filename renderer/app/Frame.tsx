import { useCallback, useEffect, useRef, useState } from 'react';
import { DangerDrawer } from '../features/danger/DangerDrawer.tsx';
import { DangerLine } from '../features/danger/DangerLine.tsx';
import { ReadOnlyBanner } from '../features/restore/ReadOnlyBanner.tsx';
import { RestoreNotice } from '../features/restore/RestoreNotice.tsx';
import { SyncDrawer } from '../features/sync/SyncDrawer.tsx';
import { LiveRegion } from '../ui/index.ts';
import { AssistiveNotice } from './AssistiveNotice.tsx';
import { useCall } from './calls.ts';
import { listenForKeys, setLetters, useCommand } from './commands.ts';
import { CommandPalette } from './CommandPalette.tsx';
import { cover } from './Cover.tsx';
import classes from './Frame.module.css';
import { KeysHelp } from './KeysHelp.tsx';
import { FocusMenu } from './FocusMenu.tsx';
import { lettersChosen } from './letters.ts';
import { lock } from './lock.ts';
import { MarkingStrip } from './MarkingStrip.tsx';
import { Oops } from './Oops.tsx';
import { enterScreen, nextPane } from './panes.ts';
import { followPlace, restorePlace, usePlace } from './place.ts';
import { Rail } from './Rail.tsx';
import { Screen } from './Screen.tsx';
import { StatusBar } from './StatusBar.tsx';
import { useBundleCommands } from './bundle-commands.ts';
import { SyncCommands } from './sync-commands.ts';

type Overlay = 'palette' | 'help' | 'sync' | null;

/** The workstation: marking, rail, the screen of the route, and the status bar that always tells lock and sync. */
export function Frame() {
  const [ready, setReady] = useState(false);
  const [overlay, setOverlay] = useState<Overlay>(null);
  const close = useCallback(() => setOverlay(null), []);
  const { go, goBack, goForward } = usePlace.getState();
  const readOnly = useCall('session.state', {}).value?.readOnly === true;

  useEffect(() => {
    let stop: (() => void) | undefined;
    let left = false;
    void restorePlace().then(() => {
      if (left) return;
      // One's own work first; behind it lies the Desk, wherever the person was before.
      if (readOnly) {
        usePlace.setState({ route: { screen: 'desk' }, back: [] });
        go({ screen: 'salvage' });
      }
      setLetters(lettersChosen());
      stop = followPlace();
      setReady(true);
    });
    return () => {
      left = true;
      stop?.();
    };
  }, [readOnly, go]);
  useEffect(() => listenForKeys(() => usePlace.getState().leave()), []);
  const route = usePlace((state) => state.route);
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => enterScreen(content.current), 50);
    return () => clearTimeout(timer);
  }, [route, ready]);

  useCommand('global.commands', () => setOverlay('palette'));
  useCommand('global.help', () => setOverlay('help'));
  useBundleCommands(() => setOverlay('sync'));
  useCommand('global.sync', () => setOverlay((now) => (now === 'sync' ? null : 'sync')));
  useCommand('global.back', goBack);
  useCommand('global.forward', goForward);
  useCommand('global.lock', lock);
  useCommand('global.cover', cover);
  useCommand('global.nextPane', () => nextPane(1));
  useCommand('global.previousPane', () => nextPane(-1));
  useCommand('global.desk', () => go({ screen: 'desk' }));
  useCommand('global.settings', () => go({ screen: 'settings' }));

  return (
    <div className={classes.frame}>
      <MarkingStrip />
      {readOnly && <ReadOnlyBanner />}
      <RestoreNotice />
      {ready && <AssistiveNotice />}
      <DangerLine />
      <div className={classes.middle}>
        <Rail />
        <div ref={content} className={classes.content}>
          <Oops>{ready && <Screen />}</Oops>
          <SyncDrawer open={overlay === 'sync'} onClose={close} />
          <DangerDrawer />
        </div>
      </div>
      <StatusBar onSync={() => setOverlay((now) => (now === 'sync' ? null : 'sync'))} />
      <CommandPalette open={overlay === 'palette'} onClose={close} />
      <KeysHelp open={overlay === 'help'} onClose={close} />
      <FocusMenu />
      <SyncCommands />
      <LiveRegion />
    </div>
  );
}
