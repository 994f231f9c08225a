import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { BackupEnd } from '../hub/store/backup.ts';

/** Writes a backup under another name, reads it back, and only then gives it its own; readable by its owner only. */
export async function writeBackup(file: string, pieces: AsyncIterable<Uint8Array>): Promise<{ rows: number } | null> {
  const half = `${file}.new`;
  await rm(half, { force: true });
  try {
    await pipeline(pieces, createGzip(), createWriteStream(half, { mode: 0o600, flags: 'wx' }));
    let last = '';
    for await (const line of backupFileLines(half)) last = line;
    const end = BackupEnd.safeParse(JSON.parse(last || 'null'));
    if (!end.success) return null;
    const handle = await open(half, 'r+');
    await handle.sync();
    await handle.close();
    await rename(half, file);
    return { rows: Object.values(end.data.end).reduce((sum, count) => sum + count, 0) };
  } finally {
    await rm(half, { force: true });
  }
}

/** The lines of a backup. Throws when the file is not there, not packed, or cut off. */
export async function* backupFileLines(file: string): AsyncGenerator<string> {
  const bytes = createReadStream(file);
  const unpacked = createGunzip();
  // Without it an unreadable file would end the process instead of this loop.
  bytes.once('error', (error) => unpacked.destroy(error));
  unpacked.once('error', () => bytes.destroy());
  let broken: Error | null = null;
  unpacked.once('error', (error) => (broken = error));
  const lines = createInterface({ input: bytes.pipe(unpacked), crlfDelay: Infinity });
  for await (const line of lines) yield line;
  if (broken !== null) throw broken as Error;
}
