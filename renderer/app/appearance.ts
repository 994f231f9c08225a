/** Theme, density and whether single letters act: the first two are public preferences, the last stays in the vault. */
import { useSyncExternalStore } from 'react';
import { create } from 'zustand';
import type { Theme } from '../../shared/bridge/shell.ts';
import { bridge } from './bridge.ts';

type Density = 'comfortable' | 'compact';

interface Appearance {
  theme: Theme;
  density: Density;
  setTheme: (theme: Theme) => void;
  setDensity: (density: Density) => void;
}

export const useAppearance = create<Appearance>((set) => ({
  theme: 'system',
  density: 'compact',
  setTheme: (theme) => {
    set({ theme });
    void bridge()?.shell.preferences.write({ theme });
  },
  setDensity: (density) => {
    set({ density });
    void bridge()?.shell.preferences.write({ density });
  },
}));

/** Reads what was chosen before; without an answer the defaults stay. */
export async function readAppearance(): Promise<void> {
  const answer = await bridge()?.shell.preferences.read();
  if (answer?.ok) useAppearance.setState({ theme: answer.value.theme, density: answer.value.density });
}

const dark = () => window.matchMedia('(prefers-color-scheme: dark)');

function onSystemTheme(listener: () => void): () => void {
  const query = dark();
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** The theme that is in force now. */
export function useTheme(): 'light' | 'dark' {
  const chosen = useAppearance((state) => state.theme);
  const systemDark = useSyncExternalStore(onSystemTheme, () => dark().matches);
  if (chosen !== 'system') return chosen;
  return systemDark ? 'dark' : 'light';
}

/** Pixels of a row of a table, as `--row` of the tokens. */
export const useRowHeight = (): number => (useAppearance((state) => state.density) === 'compact' ? 28 : 36);
