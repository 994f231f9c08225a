/** The demonstration organisation: a hub with reports, an assessor and an investigator, each with a workstation. */
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '../build.ts';
import { ordinaryUser } from '../setup/system.mjs';
import { hubCommand } from './hub-process.ts';

const Person = z.object({ user: z.string(), name: z.string(), code: z.string() });

/** What `hub demo --json` prints. */
export const Organisation = z.object({
  assessor: Person,
  investigator: Person,
  imported: z.number(),
  repeated: z.number(),
  failed: z.number(),
});
export type Organisation = z.infer<typeof Organisation>;

export type Part = 'assessor' | 'investigator';

/** Shown on the unlock screen of the demonstration build; it protects nothing but invented reports. */
export const passphrase = 'an invented passphrase for invented reports';

export interface Reports {
  readonly count: number;
  readonly seed: number;
  /** An inbound file instead of generated reports. */
  readonly file: string | undefined;
}

/** Fills an empty hub; on one that is set up already it only makes new enrolment codes. The hub must not be running. */
export async function organise(data: string, { count, seed, file }: Reports): Promise<Organisation> {
  const source = file === undefined ? ['--count', String(count), '--seed', String(seed)] : ['--reports', file];
  return Organisation.parse(JSON.parse(await hubCommand(data, ['demo', ...source, '--json'])));
}

/** Writes what a demonstration workstation needs to enrol, readable by the ordinary user who runs it. */
export function writeSetUp(folder: string, part: Part, hub: string, person: z.infer<typeof Person>): string {
  const file = join(folder, `${part}.json`);
  const setUp = { hub, code: person.code, displayName: person.name, passphraseHint: passphrase };
  writeFileSync(file, JSON.stringify(setUp), { mode: 0o600 });
  const { uid, gid } = ordinaryUser();
  if (uid >= 0) chownSync(file, uid, gid);
  return file;
}

/**
 * Where demonstrations of this checkout lie, hub and workstations. As root the app runs as another user, who may not
 * enter root's home.
 */
export function demonstrationFolder(): string {
  const mine = createHash('sha256').update(root).digest('hex').slice(0, 12);
  const local = process.platform === 'win32' ? process.env.LOCALAPPDATA : process.env.XDG_DATA_HOME;
  const base = process.getuid?.() === 0 ? '/var/tmp' : local || join(homedir(), '.local', 'share');
  return sharedFolder(join(base, `candour-demonstration-${mine}`));
}

/** A folder that both we and the ordinary user may enter. */
export function sharedFolder(folder: string): string {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  return folder;
}

/** The port that this demonstration keeps, since enrolled workstations remember the hub's address. */
export async function keptPort(folder: string): Promise<number> {
  const file = join(folder, 'port');
  if (existsSync(file)) return Number(readFileSync(file, 'utf8'));
  const port = await freePort();
  writeFileSync(file, String(port));
  return port;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** Brings a report that names the investigator; possible once the assessor's workstation holds its keys. */
export const bringSetApart = (data: string) => hubCommand(data, ['demo', '--set-apart', '--json']);

/** The officer's act: grants a device the keys of its user's desks after comparing the fingerprint. */
export const grant = (data: string, device: string, fingerprint: string) =>
  hubCommand(data, ['grant', '--device', device, '--fingerprint', fingerprint]);
