import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { InboundReport } from '../../shared/domain/inbound.ts';
import { CHUNK_BYTES } from '../../shared/protocol/chunks.ts';

type Attachment = InboundReport['attachments'][number];

export type FoundFile =
  { readonly ok: true; readonly file: string; readonly size: number } | { readonly ok: false; readonly reason: string };

const refused = (attachment: Attachment, why: string): FoundFile => ({
  ok: false,
  reason: `The file "${attachment.path.slice(0, 200)}" ${why}.`,
});

/** Finds the file of an attachment: inside the folder, links followed, and with the promised SHA-256. */
export async function findFile(folder: string, attachment: Attachment): Promise<FoundFile> {
  if (isAbsolute(attachment.path)) return refused(attachment, 'leads out of the folder of the reports');
  let file: string;
  try {
    const root = await realpath(folder);
    file = await realpath(resolve(root, attachment.path));
    const way = relative(root, file);
    if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
      return refused(attachment, 'leads out of the folder of the reports');
  } catch {
    return refused(attachment, 'does not exist');
  }
  const { size, isFile } = await stat(file).then((s) => ({ size: s.size, isFile: s.isFile() }));
  if (!isFile) return refused(attachment, 'is not a file');
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  } catch {
    return refused(attachment, 'cannot be read');
  }
  if (hash.digest('hex') !== attachment.sha256) return refused(attachment, 'has not the promised SHA-256');
  return { ok: true, file, size };
}

/** The file in pieces of exactly `CHUNK_BYTES`, the last one shorter. */
export async function* piecesOf(file: string): AsyncGenerator<Buffer> {
  let held = Buffer.alloc(0);
  for await (const piece of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
    held = Buffer.concat([held, piece as Buffer]);
    while (held.length >= CHUNK_BYTES) {
      yield held.subarray(0, CHUNK_BYTES);
      held = held.subarray(CHUNK_BYTES);
    }
  }
  if (held.length > 0) yield held;
}
