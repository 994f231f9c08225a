import type { DeviceSecret } from '../../../shared/bridge/vault-start.ts';
import type { Argon2Cost } from '../keys/argon2-cost.ts';
import type { Rekeyed } from '../keys/rekey.ts';
import type { CreatedKeys, NotOpened, OpenedKeys, Unlocking } from '../keys/vault-keys.ts';
import type { EngineState, SyncEngine } from '../sync/engine.ts';
import type { Browse } from '../sign-in/in-browser.ts';
import type { Enrolled, ProveBySignIn } from '../sync/enrolment.ts';
import type { SigningHub } from '../sync/hub-client.ts';
import type { People } from '../sync/signed-call.ts';
import type { SyncStore, VaultIdentity } from '../sync/sync-store.ts';

interface Passphrase {
  readonly profile: string;
  readonly passphrase: string;
  readonly deviceSecret: DeviceSecret;
}

/** What the session stands on. Handed in, so that a test can run it without a hub and with cheap keys. */
export interface VaultParts {
  /** ms since 1970. */
  readonly clock: () => number;
  vaultExists(profile: string): boolean;
  createVaultKeys(options: Passphrase & { readonly recoveryRecipient: string | null }): Promise<CreatedKeys>;
  openVaultKeys(options: Unlocking): Promise<OpenedKeys>;
  changePassphrase(options: Unlocking & { readonly newPassphrase: string }): Promise<{ readonly ok: true } | NotOpened>;
  rekeyVault(options: Passphrase & { readonly dataKey: Buffer }): Promise<Rekeyed>;
  recoveryRecipient(profile: string): string | null;
  nextTryAt(profile: string, now: number): string | null;
  triesLeft(profile: string, now: number): number;
  holdToRecovery(profile: string, dataKey: Uint8Array, recipient: string): Promise<boolean>;
  fileKey(dataKey: Uint8Array, fileName: string): Buffer;
  /** What a guess at a backup's passphrase costs; left out: what it costs where a passphrase stands alone. */
  readonly backupCost?: Argon2Cost;
  enrol(options: { readonly hub: string; readonly code: string; readonly signIn?: ProveBySignIn }): Promise<Enrolled>;
  /** Whether the person chose this file for writing, in main's dialog; left out: none was. */
  readonly mayWrite?: (file: string) => boolean;
  /** Opens the system's browser; left out: there is none. */
  readonly browse?: Browse;
  /** How long a person may take in the browser, ms; left out: minutes. */
  readonly browserMs?: number;
  /** The hub of this vault, for the files of its reports: a line of its own, so that they hold up no event. */
  openHub(identity: VaultIdentity, people: People): Pick<SigningHub, 'blob' | 'signIn' | 'close'>;
  startSync(
    store: SyncStore,
    onState: (state: EngineState) => void,
    people: People,
  ): Pick<SyncEngine, 'wake' | 'pause' | 'hold' | 'stop' | 'state' | 'between'>;
}
