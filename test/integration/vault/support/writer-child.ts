/** A vault in a process of its own that signs as fast as it can and says which events it has acknowledged. */
import { startThread } from '../../../../electron/vault/threads/call-operations.ts';
import type { WriterOperations } from '../../../../electron/vault/threads/writer-operations.ts';

const [file, key, caseId] = process.argv.slice(2) as [string, string, string];
const script = new URL('../../../../electron/vault/threads/writer.ts', import.meta.url).pathname;
const writer = await startThread<WriterOperations>(script, { file, key: Buffer.from(key, 'hex') });
for (let n = 0; ; n++) {
  const content = { text: `word ${n}` };
  await writer.call('draft.save', { caseId, part: 'note new', content });
  const facets = { stage: 'risk', round: 1, danger: 'no' };
  const command = { caseId, type: 'assessed' as const, facets, payload: { note: `note ${n}` }, holdSeconds: 0 };
  const answer = await writer.call('case.sign', command);
  if (!answer.ok) throw new Error(answer.error.code);
  process.stdout.write(`${answer.value.event!} ${n}\n`);
}
