import { useState, useSyncExternalStore } from 'react';
import { z } from 'zod';
import { recall, usePlace } from '../../app/place.ts';

/** From this width in pixels on, the peek docks beside the rows. */
const wide = () => window.matchMedia('(min-width: 1440px)');

function onWidth(listener: () => void): () => void {
  const query = wide();
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

export interface PeekState {
  readonly open: boolean;
  readonly docked: boolean;
  readonly toggle: () => void;
  readonly close: () => void;
}

/** Docked and open from 1440 px on unless closed before; a drawer, and closed, below. */
export function usePeek(): PeekState {
  const docked = useSyncExternalStore(onWidth, () => wide().matches);
  const [dock, setDock] = useState(() => recall('desk peek', z.boolean()) ?? true);
  const [drawer, setDrawer] = useState(false);
  const setOpen = (open: boolean) => {
    if (!docked) {
      setDrawer(open);
      return;
    }
    setDock(open);
    usePlace.getState().remember('desk peek', open);
  };
  const open = docked ? dock : drawer;
  return { open, docked, toggle: () => setOpen(!open), close: () => setOpen(false) };
}
