import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../keys/durable-file.ts';

/**
 * Writes a file whole or not at all, and forces it onto the medium before it has its name. Others may read it, since who
 * carries it on has another account there; only its recipient can open it. Throws what the disk throws.
 * @param cancelled asked before each piece
 * @returns its bytes, or null when it was cancelled and nothing is left of it
 */
export async function writeWhole(
  file: string,
  pieces: AsyncIterable<Uint8Array>,
  cancelled: () => boolean = () => false,
): Promise<number | null> {
  const part = `${file}.part`;
  let bytes = 0;
  try {
    const handle = await open(part, 'w', 0o644);
    try {
      for await (const piece of pieces) {
        if (cancelled()) break;
        // `write` may write a part and say so, as on a medium that is nearly full; this goes on to the end or throws.
        await handle.appendFile(piece);
        bytes += piece.length;
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (cancelled()) {
      await rm(part, { force: true });
      return null;
    }
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
  return bytes;
}
