import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { changePassphrase, createVaultKeys, openVaultKeys } from '../../../../electron/vault/keys/vault-keys.ts';
import type { VaultParts } from '../../../../electron/vault/session/parts.ts';
import { realParts, startVault, type Vault } from '../../../../electron/vault/vault.ts';
import type { VaultPolicy } from '../../../../shared/bridge/policy.ts';
import { fingerprint } from '../../../../shared/protocol/keys.ts';
import type { VaultIdentity } from '../../../../electron/vault/sync/sync-store.ts';
import { temporaryFolder } from './vault.ts';
import { openPage, PASSPHRASE, vaultStart, type Page } from './workstation.ts';

/** The cheapest that is allowed. */
const cost = { m: 65_536, t: 3, p: 1 };

export function cheapParts(start: ReturnType<typeof vaultStart>): VaultParts {
  return {
    ...realParts(start),
    createVaultKeys: (options) => createVaultKeys({ ...options, cost }),
    openVaultKeys: (options) => openVaultKeys({ ...options, cost }),
    changePassphrase: (options) => changePassphrase({ ...options, cost }),
    backupCost: cost,
  };
}

/** A vault as its process runs it, against a hub that listens. */
export class RealStation {
  readonly profile: string;
  readonly secret: Buffer;
  vault!: Vault;
  page!: Page;
  enrolled: VaultIdentity | null = null;

  /** What stands for the system's browser and the person in front of it, and changes of the real parts. */
  readonly given: Partial<VaultParts>;
  /** The administrator's, from the next start on. */
  policy: VaultPolicy | undefined;
  /** What stands for main's dialog: the person chose whatever is named. */
  mayWrite = (_file: string): boolean => true;

  constructor(profile = join(temporaryFolder(), 'profile'), secret = randomBytes(32), given: Partial<VaultParts> = {}) {
    this.profile = profile;
    this.secret = secret;
    this.given = given;
  }

  async start(): Promise<this> {
    const { policy } = this;
    const start = { ...vaultStart(this.profile, this.secret), ...(policy && { policy }) };
    const parts = cheapParts(start);
    this.vault = await startVault(start, {
      ...parts,
      mayWrite: (file) => this.mayWrite(file),
      ...this.given,
      enrol: async (options) => {
        const enrolled = await parts.enrol(options);
        if (enrolled.ok) this.enrolled = enrolled.identity;
        return enrolled;
      },
    });
    const started = this.vault;
    onTestFinished(() => started.end());
    this.page = openPage(this.vault);
    return this;
  }

  async restart(): Promise<void> {
    await this.vault.end();
    await this.start();
  }

  unlock = () => this.page.value('session.unlock', { passphrase: PASSPHRASE });

  /** As the officer reads it out. */
  fingers = () => {
    const { signing, sealing, keyringKey = null } = this.enrolled!;
    return fingerprint(signing.publicKey, sealing.publicKey, keyringKey);
  };
}
