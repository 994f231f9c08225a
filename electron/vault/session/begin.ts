import { endHolds } from '../cases/holds.ts';
import { FOLD_VERSION } from '../cases/case-row.ts';
import { enter } from '../audit/journal.ts';
import { readMeta, writeMeta } from '../store/meta.ts';
import { dropOwnUnreadable, KEPT_FOR_RESTORES_MS } from '../store/own-events.ts';
import { instant, type WritingVault } from '../store/writing-vault.ts';
import type { VaultIdentity } from '../sync/sync-store.ts';

/** Keeps who this vault is. Once, before anything else. */
export function setUpVault(vault: WritingVault, identity: VaultIdentity): void {
  vault.db.transaction(() => {
    writeMeta(vault.db, 'identity', identity);
    writeMeta(vault.db, 'last_device_seq', 0);
    writeMeta(vault.db, 'offered_device_seq', 0);
    writeMeta(vault.db, 'fold_version', FOLD_VERSION);
  });
}

/** After every unlock: what was held when the vault was locked is a draft again, and "new since" counts from then. */
export function beginSession(vault: WritingVault): void {
  endHolds(vault);
  vault.db.transaction(() => {
    const lastHere = readMeta(vault.db, 'last_here');
    if (lastHere !== null) writeMeta(vault.db, 'away_since', lastHere);
    writeMeta(vault.db, 'last_here', instant(vault.clock()));
    noteClock(vault);
    dropOwnUnreadable(vault.db, instant(vault.clock() - KEPT_FOR_RESTORES_MS));
  });
  enter(vault, { type: 'unlocked', facets: { outcome: 'opened' }, payload: {} });
}

/** The person is here: the next session's "new since" counts from the last of these. */
export function noteHere(vault: WritingVault): void {
  vault.db.transaction(() => {
    writeMeta(vault.db, 'last_here', instant(vault.clock()));
    noteClock(vault);
  });
}

/** So that a clock that is turned back later is told. Only a hello may set it lower. */
function noteClock(vault: WritingVault): void {
  const now = instant(vault.clock());
  if ((readMeta(vault.db, 'clock_seen') ?? '') < now) writeMeta(vault.db, 'clock_seen', now);
}
