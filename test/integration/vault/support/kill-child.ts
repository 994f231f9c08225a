/**
 * A vault in a process of its own, with its real writer and reader threads, that signs, saves drafts and takes in pages
 * all at once, and says what was acknowledged: `event ID`, `draft CASE N`, `page SIZE`. It ends by being killed.
 */
import { readFileSync, writeSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { startThread } from '../../../../electron/vault/threads/call-operations.ts';
import type { ReaderOperations } from '../../../../electron/vault/threads/reader-operations.ts';
import type { WriterOperations } from '../../../../electron/vault/threads/writer-operations.ts';
import type { TakenPage } from '../../../../electron/vault/sync/sync-store.ts';

const [file, key, work, first] = process.argv.slice(2) as [string, string, string, string];
const { pages, cases } = deserialize(readFileSync(work)) as { pages: TakenPage[]; cases: string[] };
const thread = (name: string) => new URL(`../../../../electron/vault/threads/${name}.ts`, import.meta.url).pathname;
// Straight to the pipe: what was said is said, however soon the process dies.
const say = (line: string) => writeSync(1, `${line}\n`);

const opening = { file, key: Buffer.from(key, 'hex') };
const writer = await startThread<WriterOperations>(thread('writer'), opening);
const reader = await startThread<ReaderOperations>(thread('reader'), opening);
say('ready');

async function type(): Promise<void> {
  for (let n = Number(first); ; n++) {
    const caseId = cases[n % cases.length]!;
    await writer.call('draft.save', { caseId, part: 'note new', content: { text: `word ${n}` } });
    say(`draft ${caseId} ${n}`);
  }
}

async function sign(): Promise<void> {
  for (let n = 0; ; n++) {
    const caseId = cases[n % cases.length]!;
    const facets = { stage: 'risk', round: 1, danger: 'no' };
    const payload = { note: `note ${n}` };
    const answer = await writer.call('case.sign', { caseId, type: 'assessed', facets, payload, holdSeconds: 0 });
    if (!answer.ok) throw new Error(answer.error.code);
    say(`event ${answer.value.event}`);
    await reader.call('case.read', caseId);
  }
}

async function takeIn(): Promise<void> {
  const cursors = await writer.call('sync.cursors', undefined);
  const held = cursors.find(({ compartment }) => compartment === pages[0]!.compartment)?.tree.size ?? 0;
  for (const page of pages) {
    if (page.tree.size <= held) continue;
    await writer.call('sync.intake', page);
    say(`page ${page.tree.size}`);
  }
}

await Promise.all([type(), sign(), takeIn()]);
