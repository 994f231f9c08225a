import type { VaultStart } from '../../../shared/bridge/vault-start.ts';
import { fileFlaw } from '../bundles/bundles.ts';
import { forgetPending, pendingSince, readEnrolment, requestEnrolment } from '../bundles/pending-enrolment.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import type { Enrolled } from '../sync/enrolment.ts';
import { diskFailure } from '../threads/failure-code.ts';
import type { Made } from './made.ts';
import { isWeak } from './passphrase.ts';

/** What enrolment by hand needs of the session that it belongs to. */
export interface ByHandParts {
  readonly start: Pick<VaultStart, 'profile' | 'policy'>;
  readonly clock: () => number;
  /** One at a time, with everything else that makes or opens a vault. */
  inTurn<Value>(work: () => Promise<Done<Value>>): Promise<Done<Value>>;
  /** Why no vault can be made here, or null. */
  flaw(): Done<never> | null;
  make(enrolled: Extract<Enrolled, { ok: true }>, passphrase: string): Promise<Done<Made>>;
  /** Takes the rest of the file in, once the vault is open. */
  read(file: string): Promise<unknown>;
}

/** Set-up without a network: a request is carried to the hub, and its answer back. */
export class ByHand {
  readonly #parts: ByHandParts;

  constructor(parts: ByHandParts) {
    this.#parts = parts;
  }

  get allowed(): boolean {
    return this.#parts.start.policy?.allowBundles ?? true;
  }

  get since(): string | null {
    return pendingSince(this.#parts.start.profile);
  }

  forget(): void {
    forgetPending(this.#parts.start.profile);
  }

  /** Keeps this workstation's keys and writes the request. */
  request(wanted: { code: string; passphrase: string; file: string }): Promise<Done<Record<string, never>>> {
    const { start, clock, inTurn, flaw } = this.#parts;
    return inTurn(async () => {
      if (!this.allowed) return failed('bundles_not_allowed');
      const wrong = flaw() ?? ((await isWeak(wanted.passphrase)) ? failed('weak_passphrase') : null);
      if (wrong !== null) return wrong;
      try {
        await requestEnrolment(start.profile, { ...wanted, clock });
        return done({});
      } catch (error) {
        return failed(diskFailure(error) ?? 'bundle_unwritten');
      }
    });
  }

  /** Makes the vault out of the hub's answer, and takes the rest of the file in. */
  answer({ file, passphrase }: { file: string; passphrase: string }): Promise<Done<Made>> {
    const { start, clock, inTurn, flaw, make, read } = this.#parts;
    return inTurn(async () => {
      if (!this.allowed) return failed('bundles_not_allowed');
      const unreadable = fileFlaw(file);
      const wrong = unreadable !== null ? failed(unreadable) : flaw();
      if (wrong !== null) return wrong;
      const hub = start.policy?.hubAddress ?? '';
      const enrolled = await readEnrolment(start.profile, { file, passphrase, hub, now: clock() });
      if (!enrolled.ok) return failed(enrolled.code);
      const made = await make(enrolled, passphrase);
      if (!made.ok) return made;
      this.forget();
      // The vault is made, whatever the rest of the file holds: it can be read again at any time.
      await read(file);
      return made;
    });
  }
}
