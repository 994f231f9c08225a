import { passOn } from '../../electron/vault/session/pass-on.ts';
import type { WritingVault } from '../../electron/vault/store/writing-vault.ts';
import { readerOperations } from '../../electron/vault/threads/reader-operations.ts';
import { writerOperations } from '../../electron/vault/threads/writer-operations.ts';
import type { Random } from '../../shared/protocol/envelope.ts';
import type { Waiting } from './waiting.ts';

interface Parts {
  readonly vault: WritingVault;
  readonly waiting: Waiting;
  readonly random: Random;
  /** Keeps what is signed within it, as of everything that is signed at this workstation. */
  readonly keeping: (signs: () => unknown) => void;
  readonly fault: (error: unknown) => void;
}

/** The keys that a vault renews and passes on by itself; each time that it signs some is an await of the schedule. */
export class PassingOn {
  readonly #parts: Parts;
  #underWay = false;
  #again = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get underWay(): boolean {
    return this.#underWay;
  }

  /** As the session does when a vault is opened, and whenever it hears of something new. */
  begin(): void {
    this.#again = true;
    if (this.#underWay) return;
    this.#underWay = true;
    const { waiting, fault } = this.#parts;
    waiting
      .signing(() => this.#untilNothingIsNew())
      .catch(fault)
      .finally(() => (this.#underWay = false));
  }

  async #untilNothingIsNew(): Promise<void> {
    const { vault, waiting, random, keeping } = this.#parts;
    const operation = (operations: object, name: string) =>
      (operations as Record<string, (vault: WritingVault, input: unknown) => unknown>)[name]!;
    const reader = { call: async (name: string) => operation(readerOperations, name)(vault, undefined) };
    const sign = async (name: string, input: unknown) => keeping(() => operation(writerOperations, name)(vault, input));
    const writer = { call: (name: string, input: unknown) => waiting.call(name, () => sign(name, input)) };
    while (this.#again) {
      this.#again = false;
      await passOn({ reader, writer } as Parameters<typeof passOn>[0], null, random);
    }
  }
}
