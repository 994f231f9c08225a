import { rmSync } from 'node:fs';
import { Attachments } from '../../electron/vault/attachments/attachments.ts';
import type { FileName } from '../../electron/vault/attachments/files.ts';
import { openAttachments } from '../../electron/vault/attachments/open-attachments.ts';
import { attachmentsOf, casesWithFiles, fetchable, filesAhead } from '../../electron/vault/attachments/promised.ts';
import { attachmentOperations } from '../../electron/vault/threads/attachment-operations.ts';
import type { WriteConnection } from '../../electron/vault/store/connection.ts';
import type { WritingVault } from '../../electron/vault/store/writing-vault.ts';
import type { HubClient } from '../../electron/vault/sync/hub-client.ts';
import type { Waiting } from './waiting.ts';

export interface FilesParts {
  readonly file: string;
  readonly key: Buffer;
  readonly vault: WritingVault;
  readonly waiting: Waiting;
  readonly hub: () => HubClient;
  readonly lighten: (db: WriteConnection) => WriteConnection;
}

type AnyOperation = (db: WriteConnection, input: unknown) => unknown;

/** The files of reports on a workstation: their own database and the code that fetches them, opened once somebody asks for one. */
export class SimFiles {
  readonly db: WriteConnection;
  readonly #attachments: Attachments;
  readonly #asked: FileName[] = [];
  readonly #vault: WritingVault;
  /** Looks around that were asked for and have not been begun, or not ended. */
  #toLook = false;

  constructor({ file, key, vault, waiting, hub, lighten }: FilesParts) {
    this.db = lighten(openAttachments(file, key, vault.clock()));
    this.#vault = vault;
    const reads: Record<string, (input: never) => unknown> = {
      'attachment.promised': (caseId: string) => attachmentsOf(vault.db, caseId),
      'attachment.fetchable': (name: FileName) => fetchable(vault.db, name),
      'attachment.cases': () => casesWithFiles(vault.db),
      'attachment.filesAhead': () => filesAhead(vault.db),
    };
    const thread = (operations: Record<string, (input: never) => unknown>) => ({
      call: (name: string, input: unknown) =>
        waiting.hold('step', name, async () => {
          if (name === 'attachment.cases') this.#toLook = false;
          return operations[name]!(input as never);
        }),
      end: () => Promise.resolve(),
    });
    const writes = Object.fromEntries(
      Object.entries(attachmentOperations).map(([name, operation]) => [
        name,
        (input: never) => (operation as AnyOperation)(this.db, input),
      ]),
    );
    this.#attachments = new Attachments({
      thread: thread(writes) as never,
      reader: thread(reads) as never,
      hub: () => Promise.resolve(hub()),
      mayCall: () => true,
      tell: () => undefined,
      timers: waiting,
      random: vault.random,
    });
  }

  /** Somebody opens a file. */
  ask(name: FileName): void {
    this.#asked.push(name);
    // What the vault says of the file comes with the answers; here it counts that it is fetched.
    void this.#attachments.fetch(name).catch(() => undefined);
  }

  /** The line is there again. */
  lineIsThere(): void {
    this.#attachments.lineIsThere();
  }

  purge(compartment: string): void {
    attachmentOperations.purge(this.db, compartment);
  }

  lookAround(): void {
    this.#toLook = true;
    this.#attachments.lookAround();
  }

  wanted = (most: number) => this.#attachments.wanted(most);
  take = (compartment: string, sha256: string, sealed: Uint8Array) =>
    this.#attachments.take(compartment, sha256, sealed);

  /** Whether every file that was asked for is here, or of a case that is not here any more, and nothing is to be purged. */
  get settled(): boolean {
    return !this.#toLook && this.#asked.every((name) => this.isWhole(name) || !this.isShown(name));
  }

  /** Asks again for what was asked for and has not come: a file that was refused once is fetched when somebody opens it. */
  askAgain(): void {
    if (this.#toLook) this.#attachments.lookAround();
    for (const name of this.#asked.splice(0)) if (!this.isWhole(name) && this.isShown(name)) this.ask(name);
  }

  /** Whether the person is shown the file, and could fetch it: not before they have said that they know nobody in the case. */
  isShown(name: FileName): boolean {
    const { db } = this.#vault;
    return attachmentsOf(db, name.caseId).ok && fetchable(db, name).ok;
  }

  isWhole({ caseId, attachment }: FileName): boolean {
    return (
      this.db.column('SELECT 1 FROM files WHERE case_id = ? AND attachment = ? AND whole = 1', [caseId, attachment])
        .length > 0
    );
  }
}

export const removeFiles = (file: string): void => {
  for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
};
