/** The files of a case that has moved open where it went: each move puts a new key before the one that sealed them. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { Fetching } from '../../../electron/vault/attachments/fetching.ts';
import { readSlice } from '../../../electron/vault/attachments/files.ts';
import { openAttachments } from '../../../electron/vault/attachments/open-attachments.ts';
import { attachmentsOf, fetchable } from '../../../electron/vault/attachments/promised.ts';
import { openHubClient } from '../../../electron/vault/sync/hub-client.ts';
import { attachmentOperations } from '../../../electron/vault/threads/attachment-operations.ts';
import { CHUNK_BYTES } from '../../../shared/protocol/chunks.ts';
import { reportWith } from '../attachments/office.ts';
import { until, type Workstation } from '../sync/support/workstation.ts';
import { temporaryFolder } from '../vault/support/vault.ts';
import { move, round, setApart, startOffice, type Office } from './office.ts';

const recording = Buffer.concat([randomBytes(CHUNK_BYTES), Buffer.from('the end of it')]);

let office: Office;
let [supervisor, assessor, other]: Workstation[] = [];
beforeEach(async () => {
  office = await startOffice();
  const folder = temporaryFolder();
  const report = reportWith(folder, 'MOVED/1', [{ filename: 'recording.bin', bytes: recording }]);
  await office.organisation.importLines([report], folder);
  [supervisor, assessor, other] = [
    await office.workstation('Sunita Vale', { unit: 'MPS', role: 'supervisor' }),
    await office.workstation('Sam Orrell', { unit: 'MPS', role: 'assessor' }),
    await office.workstation('Gwen Marsh', { unit: 'GMP', role: 'supervisor' }),
  ];
});
afterEach(async () => {
  expect(await office.close()).toEqual([]);
});

/** Fetches the file of the one case here into a database that holds nothing yet; what came of it, or why nothing did. */
async function fetched({ identity, vault }: Workstation): Promise<Buffer | string | null> {
  const caseId = vault.db.column<string>('SELECT case_id FROM cases')[0]!;
  const files = openAttachments(join(temporaryFolder(), 'attachments.db'), randomBytes(32), 1);
  onTestFinished(() => files.close());
  const operations = attachmentOperations as Record<string, (db: typeof files, input: never) => unknown>;
  const fetching = new Fetching({
    thread: {
      call: (name: string, input: never) => Promise.resolve(operations[name]!(files, input)),
    } as never,
    lookUp: (name) => Promise.resolve(fetchable(vault.db, name)),
    hub: () => Promise.resolve(openHubClient({ identity, clock: Date.now })),
    mayCall: () => true,
    moved: () => undefined,
  });
  const promised = attachmentsOf(vault.db, caseId);
  if (!promised.ok) return promised.error.code;
  const name = { caseId, attachment: promised.value.attachments[0]!.id };
  fetching.ask(name);
  await until(() => !['waiting', 'fetching'].includes(fetching.phaseOf(name).state));
  const { problem } = fetching.phaseOf(name);
  await fetching.end();
  const bytes = readSlice(files, name, 0, recording.length);
  return bytes === null ? problem : Buffer.from(bytes);
}

it('come whole to another desk, and to the first when the case is handed back', async () => {
  const [caseId] = supervisor!.caseIds();
  await move(supervisor!, {
    caseId: caseId!,
    to: 'desk',
    unit: 'GMP',
    why: 'misrouted',
    reason: 'The officer serves in Manchester.',
  });
  await until(() => supervisor!.caseIds().length === 0);
  await round(other!);
  other!.sign(caseId!, 'screened', { result: 'none' });
  await other!.settled();
  expect(await fetched(other!)).toEqual(recording);
  await move(other!, { caseId: caseId!, to: 'desk', unit: 'MPS', why: 'handed_back', reason: 'He left in 2020.' });
  await until(() => other!.caseIds().length === 0);
  await round(assessor!);
  assessor!.sign(caseId!, 'screened', { result: 'none' });
  await assessor!.settled();
  expect(await fetched(assessor!)).toEqual(recording);
});

it('come whole to the readers of a case that was set apart', async () => {
  const [caseId] = supervisor!.caseIds();
  const readers = [supervisor!, assessor!].map(({ identity }) => identity.user);
  await setApart(assessor!, supervisor!, {
    caseId: caseId!,
    to: 'readers',
    readers,
    reason: 'It is about this floor.',
  });
  await until(() => supervisor!.count(`cases WHERE compartment LIKE 'readers:%'`) === 1);
  await round(assessor!);
  expect(await fetched(assessor!)).toEqual(recording);
});
