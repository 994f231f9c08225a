import { z } from 'zod';
import { Id } from '../../shared/domain/primitives.ts';
import { SeenHead } from '../device/directory-log.ts';
import { readPrivateJson, writePrivateJson } from '../files.ts';
import type { DataFolder } from './data-folder.ts';
import { Stop } from './stop.ts';

const Seen = z.record(Id, SeenHead);

function readSeen(data: DataFolder): z.infer<typeof Seen> {
  const stored = readPrivateJson(data.directorySeen, Seen);
  if (stored.ok) return stored.value;
  if (stored.code === 'missing') return {};
  throw new Stop(stored.reason);
}

/** The memory of one device that keeps none itself: a hub that goes back on its directory is found out the next time. */
export const memoryOf = (data: DataFolder, device: string) => ({
  seen: readSeen(data)[device] ?? null,
  remember: (head: SeenHead) => writePrivateJson(data.directorySeen, { ...readSeen(data), [device]: head }),
});
