import { existsSync, renameSync } from 'node:fs';
import { stored, type Keep, type Keyring } from '../keyring/contents.ts';
import {
  namesOf,
  newLock,
  openContents,
  readKeyringFile,
  readOnePassphrase,
  takeSeat,
  WORK_FACTOR,
  writeKeyring,
  type KeyringLock,
} from '../keyring/file.ts';
import { initialise } from '../keyring/keyring.ts';
import { makeSeat, type Present, type Seat } from '../keyring/seats.ts';
import { adminClient } from './admin-client.ts';
import { ensureAuditUnit } from './audit-unit.ts';
import type { DataFolder } from './data-folder.ts';
import { memoryOf } from './directory-seen.ts';
import type { HubAccess } from './hub-access.ts';
import type { Passphrases } from './passphrase.ts';
import { membershipsOf } from './roles.ts';
import { Stop } from './stop.ts';

export interface OpenKeyring {
  readonly contents: Keyring;
  readonly lock: KeyringLock;
  /** The two who opened it. */
  readonly sitting: readonly [Present, Present];
  readonly keep: Keep;
}

const keeper =
  (data: DataFolder, lock: KeyringLock): Keep =>
  async (keyring) =>
    writeKeyring(data.keyring, stored(keyring), lock);

function readSeats(data: DataFolder) {
  const read = readKeyringFile(data.keyring);
  if (read.ok) return read;
  if (read.code !== 'missing') throw new Stop(read.reason);
  if (existsSync(data.oldKeyring))
    throw new Stop(
      `the keyring in ${data.folder} is opened by one passphrase: give it officers with "npm run hub -- keyring --convert"`,
    );
  throw new Stop(`there is no keyring in ${data.folder}: make one with "npm run hub -- keyring --new"`);
}

/** Who could open the keyring. */
export const officersOf = (data: DataFolder): readonly Seat[] => readSeats(data).seats;

/** Opens the keyring: two officers say their passphrases, one after the other. */
export async function openKeyring(data: DataFolder, passphrases: Passphrases): Promise<OpenKeyring> {
  const read = readSeats(data);
  passphrases.say(`Two officers of the keyring have to be present, of: ${namesOf(read.seats)}.`);
  const sit = async (which: string, before: Present | null) => {
    const taken = await takeSeat(read.seats, await passphrases.next(`Passphrase of the ${which} officer: `), before);
    if (!taken.ok) throw new Stop(taken.reason);
    passphrases.say(`${taken.present.seat.name} is present.`);
    return taken.present;
  };
  const first = await sit('first', null);
  const second = await sit('second', first);
  const opened = await openContents(read, first, second);
  if (!opened.ok) throw new Stop(opened.reason);
  const { device } = opened.contents.identity;
  const contents: Keyring = { ...opened.contents, present: opened.present, ...memoryOf(data, device) };
  return { contents, lock: opened.lock, sitting: [first, second], keep: keeper(data, opened.lock) };
}

/** As few characters as a passphrase of an officer may have: four short words. */
const SHORTEST = 12;

/** Asks each officer for a passphrase of their own. */
export async function seatOfficers(
  names: readonly string[],
  passphrases: Passphrases,
  workFactor: number = WORK_FACTOR,
): Promise<Seat[]> {
  if (new Set(names).size !== names.length) throw new Stop('two officers of one name: write them so that they differ');
  const chosen: string[] = [];
  const seats: Seat[] = [];
  for (const name of names) {
    const passphrase = await passphrases.choose(`New passphrase of ${name}: `);
    if (passphrase.length < SHORTEST)
      throw new Stop(`the passphrase of ${name} is too short: choose one of four words or more`);
    if (chosen.includes(passphrase)) throw new Stop('two officers chose one passphrase: each needs one of their own');
    chosen.push(passphrase);
    seats.push(await makeSeat(name, passphrase, workFactor));
  }
  return seats;
}

/** Makes, enrols and writes a keyring. One that is there already is never replaced: its keys would be lost. */
export async function makeKeyring(
  data: DataFolder,
  access: HubAccess,
  name: string,
  officers: readonly string[],
  passphrases: Passphrases,
  workFactor?: number,
): Promise<Pick<OpenKeyring, 'contents' | 'keep'>> {
  if (existsSync(data.keyring)) throw new Stop(`there is a keyring already: ${data.keyring}`);
  if (existsSync(data.oldKeyring)) throw new Stop(`there is a keyring already: ${data.oldKeyring} (--convert)`);
  if (officers.length < 2)
    throw new Stop('a keyring needs two officers or more: name each with --officer "A. Name", and think of a spare');
  const lock = await newLock(await seatOfficers(officers, passphrases, workFactor));
  const keep = keeper(data, lock);
  const admin = adminClient(access);
  await ensureAuditUnit(admin);
  const user = await admin.setUser({ name, memberships: membershipsOf(['keyring'], undefined, await admin.units()) });
  const present = lock.seats.map((seat) => ({ officer: seat.officer, name: seat.name }));
  const made = await initialise(access.transport, (await admin.makeCode(user)).code, keep, present);
  if (!made.ok) throw new Stop(made.reason);
  return { contents: made.contents, keep };
}

/** Gives a keyring that one passphrase opened its officers. The old file is set aside: destroy it, and its copies. */
export async function convertKeyring(
  data: DataFolder,
  officers: readonly string[],
  passphrases: Passphrases,
  workFactor?: number,
): Promise<string> {
  if (existsSync(data.keyring)) throw new Stop(`there is a keyring with officers already: ${data.keyring}`);
  if (officers.length < 2) throw new Stop('name two officers or more with --officer "A. Name"');
  const contents = await readOnePassphrase(data.oldKeyring, await passphrases.next('Passphrase of the old keyring: '));
  if (contents === null) throw new Stop('the passphrase does not open the old keyring, or it is damaged');
  const lock = await newLock(await seatOfficers(officers, passphrases, workFactor));
  writeKeyring(data.keyring, contents, lock);
  const aside = `${data.oldKeyring}.converted`;
  renameSync(data.oldKeyring, aside);
  return aside;
}
