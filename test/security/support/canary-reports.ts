/** Reports with a canary in every field that takes words, and a file beside them. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { Canaries } from './canaries.ts';

const force = 'MPS';

/** A PDF of one page whose text is compressed, as a program would write it, and a plain text. */
function files({ canary }: Canaries): { name: string; mediaType: string; bytes: Buffer }[] {
  const text = deflateSync(Buffer.from(`BT /F1 12 Tf (${canary('filecontents')}) Tj ET`));
  return [
    {
      name: `${canary('filename')}.pdf`,
      mediaType: 'application/pdf',
      bytes: Buffer.concat([
        Buffer.from(`%PDF-1.4\n1 0 obj\n<< /Title (${canary('filetitle')}) /Length ${text.length} >>\nstream\n`),
        text,
        Buffer.from('\nendstream\nendobj\n%%EOF\n'),
      ]),
    },
    { name: 'notes.txt', mediaType: 'text/plain', bytes: Buffer.from(`seen: ${canary('filetext')}\n`.repeat(40)) },
  ];
}

function report(reference: string, words: Canaries, attachments: object[] = []): object {
  const { canary } = words;
  return {
    reference,
    channel: 'web',
    reporterMode: 'anonymous',
    keepInContact: false,
    receivedAt: '2026-03-02T08:15:00Z',
    disseminatedAt: '2026-03-02T09:00:00Z',
    urgency: 'routine',
    force,
    categories: ['OTHER'],
    narrative: `He said ${canary('narrative')} to “the others”. Then he left. ${'A quiet sentence follows. '.repeat(20)}`,
    occurredWhen: `the week of ${canary('when')}`,
    occurredWhere: `behind ${canary('where')} yard`,
    subjects: [
      {
        name: `Ann ${canary('subject')}`,
        rank: `Sergeant ${canary('rank')}`,
        collarNumber: canary('collar'),
        station: `${canary('station')} Road`,
        description: `tall, ${canary('description')}`,
      },
    ],
    peopleAtRisk: [{ description: `a neighbour, ${canary('neighbour')}`, child: true }],
    attachments,
  };
}

/** Writes the inbound file and what belongs to it into a folder, which the gateway reads and no app does. */
export function writeCanaryReports(folder: string, words: Canaries, references: readonly string[]): string {
  mkdirSync(folder, { recursive: true });
  const attachments = files(words).map(({ name, mediaType, bytes }) => {
    writeFileSync(join(folder, name), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { filename: name, mediaType, sha256, path: name };
  });
  const lines = references.map((reference, index) => report(reference, words, index === 0 ? attachments : []));
  const file = join(folder, 'inbound.jsonl');
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return file;
}
