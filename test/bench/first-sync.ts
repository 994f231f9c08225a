/** A first sync that goes on beside a prepared vault: the same person is made a member of a second desk of a real hub. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DATABASE } from '../../electron/vault/keys/file-key.ts';
import { openWriter } from '../../electron/vault/store/connection.ts';
import { identityOf, writeMeta } from '../../electron/vault/store/meta.ts';
import { enrol } from '../../electron/vault/sync/enrolment.ts';
import { startOrganisation, type Organisation } from '../integration/sync/support/organisation.ts';

/** A real hub on this machine whose second desk holds so many reports that nobody has fetched. */
export async function hubWithReports(reports: number): Promise<Organisation> {
  const organisation = await startOrganisation();
  await organisation.importReports(reports, 'GMP', 5);
  return organisation;
}

/**
 * Moves a prepared vault to that hub: it forgets its cursors and its directory, and enrols as a new workstation of the
 * same person. Its cases stay as they are; the hub knows nothing of them and has nothing to say about them.
 */
export async function joinHub(profile: string, key: Buffer, organisation: Organisation): Promise<void> {
  const db = openWriter(join(profile, DATABASE), key);
  const { user, name } = identityOf(db);
  const memberships = ['MPS', 'GMP'].map((unit) => ({ unit, role: 'assessor' as const }));
  await organisation.person(name, memberships, user);
  const code = await organisation.codeFor(user);
  const enrolled = await enrol({ hub: organisation.address, code, clock: Date.now, random: randomBytes });
  if (!enrolled.ok) throw new Error(enrolled.code);
  db.transaction(() => {
    db.exec(`DELETE FROM compartments; DELETE FROM events WHERE compartment = 'directory' OR device_seq IS NOT NULL;
      DELETE FROM journal_pending; DELETE FROM meta WHERE name IN ('directory', 'directory_version', 'journal')`);
    writeMeta(db, 'identity', enrolled.identity);
    writeMeta(db, 'last_device_seq', 0);
    writeMeta(db, 'offered_device_seq', 0);
  });
  db.all('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  await organisation.grant(enrolled.identity);
}
