import { isVouched, worksAs, type SealedInterests } from '../../../shared/domain/directory.ts';
import { DIRECTORY } from '../../../shared/domain/compartment.ts';
import { DIRECTORY_CASE } from '../../../shared/domain/header.ts';
import type { Interests } from '../../../shared/protocol/interests.ts';
import { done, type Done } from '../calls/failure.ts';
import { compose, keepSigned } from '../cases/compose.ts';
import type { ReadConnection } from '../store/connection.ts';
import { directoryOf, identityOf, readMeta, writeMeta } from '../store/meta.ts';
import type { WritingVault } from '../store/writing-vault.ts';

/** This person's entry in the register of interests, and the gateways that match reports against it. */
export interface OwnInterests {
  readonly user: string;
  readonly interests: Interests;
  readonly gateways: readonly { readonly device: string; readonly sealingKey: string }[];
  /** Gateways that were enrolled after the entry was sealed, and cannot open it. */
  readonly unserved: number;
}

export function ownInterests(db: ReadConnection): OwnInterests {
  const { user, device } = identityOf(db);
  const directory = directoryOf(db);
  // Only a gateway that the keyring has vouched for is told; and only an entry of a vouched device is believed.
  const believed = isVouched(directory, device);
  const gateways = Object.values(directory.devices).filter(
    (each) =>
      believed &&
      directory.users[each.user]?.memberships.some(
        (role) => role.role === 'gateway' && worksAs(directory, each, role),
      ) === true,
  );
  const sealedFor = new Set(readMeta(db, 'interests_sealed_for') ?? []);
  const interests = readMeta(db, 'interests') ?? { names: [], stations: [] };
  return {
    user,
    interests,
    gateways: gateways.map((each) => ({ device: each.device, sealingKey: each.sealingKey })),
    unserved: gateways.filter((each) => !sealedFor.has(each.device)).length,
  };
}

/** Keeps the entry here and signs its sealed form for the directory. */
export function declareInterests(
  vault: WritingVault,
  { interests, sealed }: { readonly interests: Interests; readonly sealed: SealedInterests },
): Done<Record<string, never>> {
  return vault.db.transaction(() => {
    const { user, keys, content } = sealed;
    const composed = compose(vault, {
      caseId: DIRECTORY_CASE,
      type: 'interests_declared',
      facets: { user, keys, content },
      compartment: DIRECTORY,
    });
    if (!composed.ok) return composed;
    keepSigned(vault, composed.value);
    writeMeta(vault.db, 'interests', interests);
    writeMeta(
      vault.db,
      'interests_sealed_for',
      keys.map(({ device }) => device),
    );
    return done({});
  });
}
