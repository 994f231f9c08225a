import { caseKeysHeld } from '../../electron/vault/store/keys.ts';
import { readMeta } from '../../electron/vault/store/meta.ts';
import { kindOf } from '../../shared/domain/compartment.ts';
import type { Logged } from './sim-hub.ts';
import type { SimWorkstation } from './sim-workstation.ts';

const opens = ({ vault: { db } }: SimWorkstation, caseId: string): boolean => caseKeysHeld(db, caseId).length > 0;

/** Whether a restore waits for keys alone that no other workstation of the schedule has: only the recovery key brings them. */
export function waitsInVain(station: SimWorkstation, stations: readonly SimWorkstation[]): boolean {
  const { db } = station.vault;
  const left = Object.keys(readMeta(db, 'restored')?.left ?? {});
  if (!left.includes('case_sealed')) return false;
  const sealed = db
    .column<string>(`SELECT case_id FROM facts WHERE compartment NOT LIKE 'journal:%'`)
    .filter((caseId) => !opens(station, caseId));
  return sealed.length > 0 && !sealed.some((caseId) => stations.some((other) => opens(other, caseId)));
}

/** The recipients of a referral are those who were ever given a key of it: whoever joins the unit later is not one. */
const isRecipient = ({ devices }: SimWorkstation, log: readonly Logged[]): boolean =>
  log.some(
    ({ header }) =>
      header.type.startsWith('referral_') &&
      devices.some((device) => JSON.stringify(header.facets).includes(`"device":"${device}"`)),
  );

/**
 * What one workstation of those who may read a log has keys for, all of them can open: keys are passed on to whoever came
 * later. What somebody has written themselves they can read without.
 * @param held the workstations that may hold it
 */
export function sealedToSome(
  held: readonly SimWorkstation[],
  compartment: string,
  log: readonly Logged[],
): string | null {
  const holders = kindOf(compartment) === 'referral' ? held.filter((station) => isRecipient(station, log)) : held;
  const opened = new Set(
    holders.flatMap(({ vault: { db } }) =>
      db.column<string>(
        `SELECT id FROM events WHERE compartment = ? AND status = 'accepted' AND payload IS NOT NULL
           AND case_id IN (SELECT case_id FROM case_keys)`,
        [compartment],
      ),
    ),
  );
  for (const { name, vault } of holders) {
    const sealed = vault.db
      .all<{ id: string; type: string }>(
        `SELECT id, type FROM events WHERE compartment = ? AND status = 'accepted' AND payload IS NULL AND length(sealed) > 0`,
        [compartment],
      )
      .find(({ id }) => opened.has(id));
    if (sealed !== undefined)
      return `${name} cannot open ${sealed.type} ${sealed.id} of ${compartment}, which others open`;
  }
  return null;
}
