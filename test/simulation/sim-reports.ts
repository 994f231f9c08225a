import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHUNK_BYTES } from '../../shared/protocol/chunks.ts';

/** Inbound lines of reports with files, some of them there from the beginning, some still to come. */
export interface SimReports {
  /** Where the files of all of them lie. */
  readonly folder: string;
  readonly there: readonly string[];
  readonly toCome: readonly { readonly reference: string; readonly line: string }[];
  /** What each file is, by the SHA-256 that its report promises. */
  readonly files: ReadonlyMap<string, Buffer>;
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** The same bytes in every run; `bytes` of them. */
const filled = (bytes: number, word: string) => Buffer.alloc(bytes, `${word} `);

export function makeReports(folder: string): SimReports {
  mkdirSync(folder);
  const files = new Map<string, Buffer>();
  const line = (reference: string, given: readonly Buffer[]) =>
    JSON.stringify({
      reference,
      channel: 'web',
      reporterMode: 'anonymous',
      keepInContact: false,
      receivedAt: '2026-02-01T10:00:00.000Z',
      disseminatedAt: '2026-02-01T11:00:00.000Z',
      urgency: 'routine',
      force: 'MPS',
      categories: [],
      narrative: `What somebody saw, told under ${reference}.`,
      subjects: [],
      peopleAtRisk: [],
      attachments: given.map((bytes, index) => {
        const path = `${reference.replaceAll('/', '-')}-${index}.bin`;
        writeFileSync(join(folder, path), bytes);
        files.set(sha256(bytes), bytes);
        return { path, filename: path, mediaType: 'application/octet-stream', sha256: sha256(bytes) };
      }),
    });
  return {
    folder,
    there: [
      // One file of a chunk, one of two.
      line('SIM/FILES', [filled(700, 'letter'), filled(CHUNK_BYTES + 321, 'recording')]),
    ],
    toCome: ['SIM/1', 'SIM/2', 'SIM/3'].map((reference) => ({
      reference,
      line: line(reference, [filled(300, reference), filled(500, `more of ${reference}`)]),
    })),
    files,
  };
}
