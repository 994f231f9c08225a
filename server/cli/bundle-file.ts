import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Unreachable } from '../device/transport.ts';
import type { AdminClient } from './admin-client.ts';
import { Stop } from './stop.ts';

/** A name that tells the day and the workstation, and never replaces a file: `candour-to-1f2e3d4c-2026-11-21-2.age`. */
function freeName(folder: string, device: string): string {
  const stem = `candour-to-${device.replaceAll('-', '').slice(-8)}-${new Date().toISOString().slice(0, 10)}`;
  for (let number = 1; ; number++) {
    const name = join(folder, number === 1 ? `${stem}.age` : `${stem}-${number}.age`);
    if (!existsSync(name)) return name;
  }
}

/** Writes a workstation's bundle whole or not at all. Anybody may carry it on: only the workstation opens it. @returns the file */
export async function writeBundle(
  admin: AdminClient,
  folder: string,
  wanted: Parameters<AdminClient['bundleOut']>[0],
): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const file = freeName(folder, wanted.device);
  const part = `${file}.part`;
  try {
    await pipeline(admin.bundleOut(wanted), createWriteStream(part, { mode: 0o644, flush: true }));
    renameSync(part, file);
    return file;
  } catch (error) {
    rmSync(part, { force: true });
    if (error instanceof Unreachable)
      throw new Stop(
        `the hub wrote no bundle for ${wanted.device} (${error.message}): is it enrolled, and not withdrawn?`,
      );
    throw new Stop(`the bundle was not written (${(error as Error).message}): try again`);
  }
}
