/** The system's clipboards, alike on the Electrons whose reading answers at once and on those that answer later. */
import { clipboard } from 'electron';

/** One clipboard. */
export interface Board {
  readText(): string | Promise<string>;
  writeText(text: string): unknown;
  clear(): unknown;
}

/** Before Electron 40 or so, the second clipboard was an argument. */
interface OlderClipboard {
  readText(type: 'selection'): string;
  writeText(text: string, type: 'selection'): void;
  clear(type: 'selection'): void;
}

/** What a middle click pastes under X11: whatever is selected, without anybody having copied it. */
function selectionBoard(): Board {
  const newer = (clipboard as { selection?: Board }).selection;
  if (newer) return newer;
  const older = clipboard as unknown as OlderClipboard;
  return {
    readText: () => older.readText('selection'),
    writeText: (text) => older.writeText(text, 'selection'),
    clear: () => older.clear('selection'),
  };
}

/** `selected` is there on Linux only. */
export const boards = (): { copied: Board; selected: Board | undefined } => ({
  copied: clipboard,
  selected: process.platform === 'linux' ? selectionBoard() : undefined,
});
