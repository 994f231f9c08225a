import { v7 } from 'uuid';
import type { DirectoryNotice } from '../../../shared/bridge/session.ts';
import { kindOf, unitOfDesk } from '../../../shared/domain/compartment.ts';
import { isVouched, type Directory } from '../../../shared/domain/directory.ts';
import { known } from '../../../shared/domain/events/index.ts';
import type { EventHeader } from '../../../shared/domain/header.ts';
import { referenceOf } from '../cases/reference-of.ts';
import type { ReadConnection } from '../store/connection.ts';
import type { KeptNotice } from '../store/kept-notice.ts';
import { directoryOf, identityOf, readMeta, writeMeta } from '../store/meta.ts';
import { instant, type WritingVault } from '../store/writing-vault.ts';
import { enter } from './journal.ts';

/** So many are kept until they are seen; the newest, should a hub ever add more. */
const MOST = 500;

/** What one event of the directory, new here, gives to tell; `before` is the directory without it. */
export function noticeOf(
  header: EventHeader,
  hubTime: string,
  { foreign, differs }: { readonly foreign: boolean; readonly differs: boolean },
  before: Directory,
  own: string,
): KeptNotice | null {
  const told = { event: header.id, at: hubTime };
  if (differs) return { ...told, kind: 'directory_differs', device: header.device };
  // What came before this device is how the organisation was found: a keyring that has been succeeded since is among it.
  if (foreign)
    return before.devices[own] === undefined ? null : { ...told, kind: 'foreign_keyring', device: header.device };
  const event = header.type === 'device_enrolled' ? known(header) : null;
  if (event?.type !== 'device_enrolled') return null;
  const { device } = event.facets;
  // The devices of before this one's own enrolment are how the organisation was found.
  const isNew = before.devices[own] !== undefined && before.devices[device] === undefined && device !== own;
  return isNew ? { ...told, kind: 'device_added', device } : null;
}

/** Keeps notices until they are seen, the newest of each event. Inside the transaction that takes in their events. */
export function keepNotices(vault: WritingVault, notices: readonly KeptNotice[]): void {
  const anew = new Set(notices.map(({ event }) => event));
  const kept = (readMeta(vault.db, 'directory_notices') ?? []).filter(({ event }) => !anew.has(event));
  writeMeta(vault.db, 'directory_notices', [...kept, ...notices].slice(-MOST));
}

/** Access to cases is gone, and they with it: told once for a desk, and once for all referrals. Inside the transaction of that. */
export function tellGone(vault: WritingVault, compartment: string, cases: number): void {
  const kind = kindOf(compartment);
  if (cases === 0 || (kind !== 'desk' && kind !== 'referral')) return;
  const unit = unitOfDesk(compartment);
  const told = (readMeta(vault.db, 'directory_notices') ?? []).find(
    ({ gone }) => gone !== undefined && gone.kind === kind && gone.unit === unit,
  );
  const { device } = identityOf(vault.db);
  const at = instant(vault.clock());
  const event = told?.event ?? v7({ msecs: vault.clock(), random: vault.random(16) });
  const gone = { kind, unit, cases: cases + (told?.gone?.cases ?? 0) };
  keepNotices(vault, [{ event, kind: 'access_withdrawn', device, at, gone }]);
  vault.changes.directory = true;
}

const standingOf = (directory: Directory, device: string): DirectoryNotice['standing'] => {
  const entry = directory.devices[device];
  if (entry === undefined || entry.withdrawn) return 'withdrawn';
  return isVouched(directory, device) ? 'vouched' : 'not_vouched';
};

/** What was not seen yet, oldest first, as the directory has it now. */
export function readNotices(db: ReadConnection): DirectoryNotice[] {
  const directory = directoryOf(db);
  const me = identityOf(db).user;
  return (readMeta(db, 'directory_notices') ?? []).map(({ entry, gone = null, ...notice }) => {
    const user = directory.devices[notice.device]?.user;
    return {
      ...notice,
      gone,
      entry:
        entry === undefined
          ? null
          : { type: entry.type, reference: referenceOf(db, entry.caseId), signedAnew: entry.signedAnew },
      name: user === undefined ? null : (directory.users[user]?.name ?? null),
      mine: user === me,
      standing: standingOf(directory, notice.device),
    };
  });
}

/** The person has seen these; the journal keeps that they have, and how each stood. */
export function seeNotices(vault: WritingVault, events: readonly string[]): void {
  const { db } = vault;
  const wanted = new Set(events);
  const seen = readNotices(db).filter(({ event }) => wanted.has(event));
  if (seen.length === 0) return;
  const left = (readMeta(db, 'directory_notices') ?? []).filter(({ event }) => !wanted.has(event));
  for (const { kind, device, standing } of seen)
    // Of a withdrawal the workstation has signed a receipt already.
    if (kind !== 'access_withdrawn')
      enter(vault, { type: 'notice_seen', facets: {}, payload: { kind, device, vouched: standing === 'vouched' } });
  // After the journal: seen again is better than seen by nobody.
  db.transaction(() => writeMeta(db, 'directory_notices', left));
}
