import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FoundWork, RestoreSource } from '../../../shared/bridge/restore.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { DATABASE } from '../keys/file-key.ts';
import type { Unlocking } from '../keys/vault-keys.ts';
import { makeAnew } from '../restore/make-anew.ts';
import { foundWork, openSource, ownerOf, readSource, type Source } from '../restore/source.ts';
import { copyDatabase, SOURCE, stage } from '../restore/staging.ts';
import { VaultUnopenable } from '../store/connection.ts';
import type { SignedIn } from '../../../shared/protocol/sign-in.ts';
import type { ProveBySignIn } from '../sync/enrolment.ts';
import type { VaultIdentity } from '../sync/sync-store.ts';
import { diskFailure } from '../threads/failure-code.ts';
import type { VaultParts } from './parts.ts';

/** What a throw of the file system or the database means to the person. */
export const codeOfThrown = (error: unknown): string =>
  error instanceof VaultUnopenable ? error.code : (diskFailure(error) ?? 'internal');

function looking<Value>(source: Source, look: (db: ReturnType<typeof readSource>) => Value): Value {
  const db = readSource(source);
  try {
    return look(db);
  } finally {
    db.close();
  }
}

/** What a source holds. Read from a copy: closing the last connection of a database may write into it. */
export async function findWork(
  source: RestoreSource,
  unlocking: Unlocking,
  parts: VaultParts,
): Promise<Done<FoundWork>> {
  const opened = await openSource(source, unlocking, parts);
  if (!opened.ok) return opened;
  const { folder } = stage(unlocking.profile, parts.clock());
  const copy = { file: join(folder, SOURCE), key: opened.value.key };
  try {
    copyDatabase(opened.value.file, copy.file);
    return done(looking(copy, foundWork));
  } catch (error) {
    return failed(codeOfThrown(error));
  } finally {
    stage(unlocking.profile, parts.clock());
  }
}

/**
 * Makes the vault that takes the place of the one that is here, and lets them change places. Everything that can fail
 * is tried before the code is spent; killed before the exchange, everything is as it was, but for the code.
 * @returns the data key of the new vault, which is in its place
 */
export async function makeRestored(
  wanted: {
    readonly source: RestoreSource;
    readonly hub: string;
    readonly code: string;
    readonly signIn?: ProveBySignIn;
  },
  unlocking: Unlocking,
  parts: VaultParts,
): Promise<
  Done<{ readonly identity: VaultIdentity; readonly dataKey: Buffer; readonly signIn?: SignedIn | undefined }>
> {
  const { profile, passphrase, deviceSecret } = unlocking;
  const opened = await openSource(wanted.source, unlocking, parts);
  if (!opened.ok) return opened;
  const { key } = opened.value;
  try {
    const staging = stage(profile, parts.clock());
    const copy = { file: join(staging.folder, SOURCE), key };
    copyDatabase(opened.value.file, copy.file);
    const owner = looking(copy, ownerOf);
    const enrolled = await parts.enrol({
      hub: wanted.hub,
      code: wanted.code,
      ...(wanted.signIn !== undefined && { signIn: wanted.signIn }),
    });
    if (!enrolled.ok) return failed(enrolled.code);
    const { identity, signIn } = enrolled;
    const recoveryRecipient = enrolled.recoverySigned ? enrolled.recoveryRecipient : null;
    if (owner !== null && owner.user !== identity.user) return failed('another_person');
    const keys = await parts.createVaultKeys({ profile: staging.folder, passphrase, deviceSecret, recoveryRecipient });
    if (!keys.ok) return failed(keys.code);
    makeAnew(
      { folder: staging.folder, key: parts.fileKey(keys.dataKey, DATABASE) },
      { clock: parts.clock, random: randomBytes },
      identity,
      {
        from: wanted.source.kind,
        key: key.toString('base64'),
        startedAt: new Date(parts.clock()).toISOString(),
        setAside: staging.setAside,
      },
    );
    staging.exchange();
    return done({ identity, dataKey: keys.dataKey, signIn });
  } catch (error) {
    return failed(codeOfThrown(error));
  } finally {
    key.fill(0);
  }
}
