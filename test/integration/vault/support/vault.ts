import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SignCommand } from '../../../../shared/bridge/case.ts';
import { DeskQuery } from '../../../../shared/bridge/desk.ts';
import { deskOf } from '../../../../shared/domain/compartment.ts';
import type { WireEvent } from '../../../../shared/protocol/calls.ts';
import { readCase } from '../../../../electron/vault/cases/read-case.ts';
import { sign } from '../../../../electron/vault/cases/sign.ts';
import { signScreening } from '../../../../electron/vault/cases/screening.ts';
import { Lists } from '../../../../electron/vault/desk/lists.ts';
import { setUpVault } from '../../../../electron/vault/session/begin.ts';
import { openReader, openWriter, type WriteConnection } from '../../../../electron/vault/store/connection.ts';
import { directSyncStore, runThrough } from '../../../../electron/vault/store/sync-store.ts';
import { noChanges, type WritingVault } from '../../../../electron/vault/store/writing-vault.ts';
import type { SyncStore, TakenEvent } from '../../../../electron/vault/sync/sync-store.ts';
import { HubLog, START, unsigned, type Organisation, type Workstation } from '../../support/report-events.ts';
import { identityOfWorkstation } from './identity.ts';

/** Runs after the test, or, for what a whole file shares, at the end of the process. */
export function afterwards(work: () => void): void {
  try {
    onTestFinished(work);
  } catch {
    process.once('exit', work);
  }
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'candour-vault-'));
  afterwards(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export { identityOfWorkstation };

/** A vault on a real encrypted file, without threads: the store's functions are called right here. */
export class TestVault {
  readonly file: string;
  readonly key = randomBytes(32);
  readonly org: Organisation;
  readonly who: Workstation;
  readonly desk = new HubLog(deskOf('MPS'));
  now = START + 24 * 3600 * 1000;
  writing: WritingVault;
  sync: SyncStore;

  constructor(org: Organisation, who: Workstation = org.assessor) {
    this.org = org;
    this.who = who;
    this.file = join(temporaryFolder(), 'vault.db');
    this.writing = this.#open();
    this.sync = directSyncStore(this.writing);
    setUpVault(this.writing, identityOfWorkstation(who));
  }

  #open(): WritingVault {
    const db = openWriter(this.file, this.key);
    afterwards(() => {
      try {
        db.close();
      } catch {
        // The test closed it.
      }
    });
    return { db, clock: () => (this.now += 10), random: randomBytes, changes: noChanges() };
  }

  /** As after a crash: nothing but the file is left. */
  reopen(): void {
    try {
      this.writing.db.close();
    } catch {
      // The test closed it.
    }
    this.writing = this.#open();
    this.sync = directSyncStore(this.writing);
  }

  get db() {
    return this.writing.db;
  }

  async withDirectory(): Promise<this> {
    const log = new HubLog('directory');
    for (const header of this.org.directory) log.add(unsigned(header));
    await this.sync.intake(log.page());
    return this;
  }

  /** Adds events to the desk's log and takes them in. */
  async receive(...events: Omit<TakenEvent, 'seq' | 'hubTime'>[]): Promise<TakenEvent[]> {
    const taken = events.map((event) => this.desk.add(event));
    await this.sync.intake(this.desk.page());
    return taken;
  }

  sign(command: Omit<SignCommand, 'holdSeconds'> & { holdSeconds?: number }) {
    return sign(this.writing, SignCommand.parse({ ...command }));
  }

  screen(none: readonly string[], declared: readonly string[] = []): number {
    return runThrough(signScreening(this.writing, none, declared)).signed;
  }

  read(caseId: string) {
    const answer = readCase(this.db, caseId);
    if (!answer.ok) throw new Error(answer.error.code);
    return answer.value;
  }

  /** A connection of its own to the file, or to a copy of it, for looking at it. */
  onFile(file = this.file): WriteConnection {
    const db = openWriter(file, this.key);
    afterwards(() => db.close());
    return db;
  }

  /** A reader of its own, as the reader thread has one. */
  lists(): Lists {
    const db = openReader(this.file, this.key);
    afterwards(() => db.close());
    return new Lists(db, () => this.now);
  }

  async open(query: Partial<DeskQuery>) {
    const answer = await this.lists().open(DeskQuery.parse({ view: 'all', filter: {}, ...query }));
    if (!answer.ok) throw new Error(answer.error.code);
    return answer.value;
  }

  outbox(): Promise<readonly WireEvent[]> {
    return this.sync.outbox(200, 1 << 20);
  }

  /** What the hub would add to its log for a pushed event. */
  accepted(event: WireEvent, payload: unknown): Omit<TakenEvent, 'seq' | 'hubTime'> {
    const sealed = event.sealed === null ? null : Buffer.from(event.sealed, 'base64');
    return { header: event.header, signature: event.signature, sealed, payload, sealedToUs: false, caseKey: null };
  }
}
