import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { serialize } from 'node:v8';
import { deskOf } from '../../../../shared/domain/compartment.ts';
import { openPayload, payloadMatches, verifyHeader } from '../../../../shared/protocol/envelope.ts';
import { publicKeyObject } from '../../../../shared/protocol/keys.ts';
import { signScreening } from '../../../../electron/vault/cases/screening.ts';
import { inspect } from '../../../../electron/vault/integrity/inspect.ts';
import { foldsToTheSame } from '../../../../electron/vault/integrity/refold-all.ts';
import { setUpVault } from '../../../../electron/vault/session/begin.ts';
import { openWriter } from '../../../../electron/vault/store/connection.ts';
import { parseHeader } from '../../../../electron/vault/store/events.ts';
import { caseKey } from '../../../../electron/vault/store/keys.ts';
import { directSyncStore, runThrough } from '../../../../electron/vault/store/sync-store.ts';
import { noChanges, type WritingVault } from '../../../../electron/vault/store/writing-vault.ts';
import { HubLog, organisation, reportEvent, unsigned, type Organisation } from '../../support/report-events.ts';
import { identityOfWorkstation } from './identity.ts';

/** How many rounds go on one vault, each on what the kill before left; then a new one. */
const ROUNDS_A_VAULT = 8;
const CASES = 4;
const PAGES = 60;
const PAGE_EVENTS = 12;
const child = new URL('kill-child.ts', import.meta.url).pathname;

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What a killed process had acknowledged, over all its lives. */
interface Acknowledged {
  readonly events: Set<string>;
  readonly drafts: Map<string, number>;
  pages: number;
}

interface Trial {
  readonly folder: string;
  readonly file: string;
  readonly key: Buffer;
  readonly org: Organisation;
  readonly acknowledged: Acknowledged;
  /** The number of the next draft: they only grow, so that an older one is told from a newer one. */
  next: number;
}

function open(file: string, key: Buffer): WritingVault {
  return { db: openWriter(file, key), clock: Date.now, random: randomBytes, changes: noChanges() };
}

async function newTrial(org: Organisation): Promise<Trial> {
  const folder = mkdtempSync(join(tmpdir(), 'candour-kill-'));
  const file = join(folder, 'vault.db');
  const key = randomBytes(32);
  const vault = open(file, key);
  const sync = directSyncStore(vault);
  setUpVault(vault, identityOfWorkstation(org.assessor));
  const directory = new HubLog('directory');
  for (const header of org.directory) directory.add(unsigned(header));
  await sync.intake(directory.page());
  const desk = new HubLog(deskOf('MPS'));
  const cases = Array.from({ length: CASES }, () => desk.add(reportEvent(org)).header.caseId);
  await sync.intake(desk.page());
  runThrough(signScreening(vault, cases, []));
  vault.db.close();
  const pages = Array.from({ length: PAGES }, (_, page) => {
    for (let n = 0; n < PAGE_EVENTS; n++) desk.add(reportEvent(org, { narrative: `Page ${page}, report ${n}.` }));
    return desk.page();
  });
  writeFileSync(join(folder, 'work'), serialize({ pages, cases }), { mode: 0o600 });
  return { folder, file, key, org, next: 0, acknowledged: { events: new Set(), drafts: new Map(), pages: CASES } };
}

/** Runs the vault and kills it so many ms after its start, or after it was ready. @returns how much it acknowledged */
async function runAndKill(trial: Trial, whileOpening: boolean, afterMs: number): Promise<number> {
  const { file, key, folder, acknowledged } = trial;
  const running = spawn(process.execPath, [child, file, key.toString('hex'), join(folder, 'work'), `${trial.next}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = () => setTimeout(() => running.kill('SIGKILL'), afterMs);
  if (whileOpening) kill();
  let said = '';
  running.stdout.on('data', (bytes: Buffer) => {
    if (said === '' && !whileOpening) kill();
    said += bytes.toString();
  });
  const [code] = (await once(running, 'close')) as [number | null];
  if (code !== null) throw new Error(`the vault ended by itself with ${code}`);
  const lines = said.split('\n').slice(0, -1);
  for (const line of lines) {
    const [kind, first, second] = line.split(' ');
    if (kind === 'event') acknowledged.events.add(first!);
    if (kind === 'draft') acknowledged.drafts.set(first!, Number(second));
    if (kind === 'page') acknowledged.pages = Number(first);
    if (kind === 'draft') trial.next = Number(second) + 1;
  }
  // The draft under way when it was killed may be there too.
  trial.next += 1;
  return lines.length;
}

/** @returns what is wrong with the vault after a kill, in words; empty when nothing is */
async function flaws({ file, key, org, acknowledged }: Trial): Promise<string[]> {
  const vault = open(file, key);
  const { db } = vault;
  const found: string[] = [];
  const need = (holds: boolean, words: string) => {
    if (!holds) found.push(words);
  };
  try {
    const own = db.all<{
      id: string;
      case_id: string;
      header: string;
      signature: string;
      sealed: Uint8Array<ArrayBuffer>;
      payload: string;
    }>(
      `SELECT id, case_id, header, signature, sealed, payload FROM events WHERE device_seq IS NOT NULL ORDER BY device_seq`,
    );
    const there = new Set(own.map(({ id }) => id));
    const lost = [...acknowledged.events].filter((id) => !there.has(id));
    need(lost.length === 0, `${lost.length} acknowledged events are gone`);
    const signing = publicKeyObject('ed25519', org.assessor.signing.publicKey);
    for (const row of own) {
      const envelope = { header: parseHeader(row.header), signature: row.signature, sealed: row.sealed };
      const whole =
        verifyHeader(envelope.header, row.signature, signing) &&
        payloadMatches(envelope) &&
        JSON.stringify(openPayload(envelope, caseKey(db, row.case_id)!)) === row.payload;
      need(whole, `event ${row.id} is not whole`);
    }
    for (const [caseId, n] of acknowledged.drafts) {
      const content = db.column<string>('SELECT content FROM drafts WHERE case_id = ?', [caseId])[0];
      const kept = Number(/"word (\d+)"/.exec(content ?? '')?.[1] ?? -1);
      need(kept >= n, `the draft acknowledged as ${n} stands at ${kept}`);
    }
    const sync = directSyncStore(vault);
    const size = (await sync.cursors()).find(({ compartment }) => compartment === deskOf('MPS'))!.tree.size;
    need(size >= acknowledged.pages, `the log stands at ${size} of ${acknowledged.pages}`);
    const taken = db.column<number>(
      `SELECT count(*) FROM events WHERE seq IS NOT NULL AND seq <= ? AND compartment = ?`,
      [size, deskOf('MPS')],
    )[0];
    need(taken === size, `${taken} events lie below the cursor ${size}`);
    const { findings } = await inspect(db);
    for (const { code, count } of findings) found.push(`inspection: ${count} ${code}`);
    need(JSON.stringify(db.column('PRAGMA integrity_check')) === '["ok"]', 'integrity_check');
    need(db.column('PRAGMA cipher_integrity_check').length === 0, 'cipher_integrity_check');
    db.run(`INSERT INTO search (search, rank) VALUES ('integrity-check', 1)`);
    need(foldsToTheSame(vault), 'rows or search entries differ from what the log folds to');
  } catch (error) {
    found.push(String(error));
  } finally {
    db.close();
  }
  return found;
}

export interface KillResult {
  readonly rounds: number;
  readonly failures: number;
  /** Lines that the killed processes had acknowledged: a test in which nothing was under way shows nothing. */
  readonly acknowledged: number;
}

/**
 * Lets a vault work in a process of its own, kills it at a random moment, opens what it left, and compares that with
 * what it had acknowledged. One round in five dies while it opens.
 */
export async function killRounds(rounds: number, seed: number, say: (line: string) => void): Promise<KillResult> {
  const random = seeded(seed);
  const org = await organisation();
  let failures = 0;
  let acknowledged = 0;
  let trial: Trial | null = null;
  try {
    for (let round = 1; round <= rounds; round++) {
      if (trial === null || (round - 1) % ROUNDS_A_VAULT === 0) {
        if (trial !== null) rmSync(trial.folder, { recursive: true });
        trial = await newTrial(org);
      }
      const whileOpening = random() < 0.2;
      const afterMs = Math.floor(random() * (whileOpening ? 1200 : 500));
      const lines = await runAndKill(trial, whileOpening, afterMs);
      acknowledged += lines;
      const found = await flaws(trial);
      if (found.length > 0) {
        failures += 1;
        for (const flaw of found) say(`round ${round} (${afterMs} ms, ${lines} lines): ${flaw}`);
      }
    }
  } finally {
    if (trial !== null) rmSync(trial.folder, { recursive: true, force: true });
  }
  return { rounds, failures, acknowledged };
}
