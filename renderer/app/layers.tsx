/** Dialogs and drawers that lie over the screen: `Esc` closes the uppermost, and a dialog holds keys back from below. */
import { createContext, type ReactNode, use, useEffect, useId } from 'react';

interface Layer {
  readonly id: string;
  readonly modal: boolean;
  readonly close: () => void;
}

const layers: Layer[] = [];

/** Zero for the screen itself, one more inside each dialog. */
const Depth = createContext(0);
export const useDepth = (): number => use(Depth);

/** How many dialogs are open. */
export const openDepth = (): number => layers.filter((layer) => layer.modal).length;

/** Closes the uppermost layer; false where there is none. */
export function closeUppermost(): boolean {
  const top = layers.at(-1);
  top?.close();
  return top !== undefined;
}

/** Declares a layer while `open`. */
export function useLayer(open: boolean, close: () => void, modal: boolean): void {
  const id = useId();
  useEffect(() => {
    if (!open) return undefined;
    layers.push({ id, modal, close });
    return () => {
      const at = layers.findIndex((layer) => layer.id === id);
      if (at >= 0) layers.splice(at, 1);
    };
  }, [open, close, modal, id]);
}

/** Wraps what stands inside a dialog, so that its commands act there and those beneath wait. */
export function InDialog({ children }: { children: ReactNode }) {
  const depth = useDepth();
  return <Depth value={depth + 1}>{children}</Depth>;
}
