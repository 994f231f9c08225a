/** What it costs to make a pack of 200 redactions and 50 pages ready to leave, and to look at it again. */
import { createHash, randomBytes } from 'node:crypto';
import { emptyCase, type CaseFile } from '../../../shared/domain/case-file.ts';
import { textTarget } from '../../../shared/domain/annotation.ts';
import { jpegFlaw } from '../../../shared/domain/jpeg.ts';
import type { PackWorkings, ReferralPack } from '../../../shared/domain/pack.ts';
import { refusalOf } from '../../../shared/domain/pack-review.ts';
import { rasterPdf } from '../../../shared/domain/raster-pdf.ts';
import { redacted, type Redaction } from '../../../shared/domain/redaction.ts';
import { narrativeOf } from '../../integration/vault/support/narratives.ts';
import { type Figure, inTurn } from '../figure.ts';

const STATEMENTS = 40;
const REDACTIONS = 200;
const PAGES = 50;
/** Bytes of a page: a sheet of print at the quality in which pages leave. */
const PAGE_BYTES = 250_000;
const id = (n: number) => `0193a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const at = '2026-11-22T09:00:00.000Z';
const signed = (n: number) => ({ event: id(n), by: id(1), at, accepted: true });
const grade = { source: '2', information: 'D', handling: 'C', action: 'A1', sanitisation: 'S2' } as const;

/** A JPEG as the walk over its segments meets it: one scan of so many bytes, none of them a marker. */
function page(): Buffer {
  const jfif = [0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
  const frame = [0xff, 0xc0, 0, 11, 8, 6, 64, 4, 176, 1, 1, 0x11, 0];
  const scan = randomBytes(PAGE_BYTES).map((byte) => (byte === 0xff ? 0xfe : byte));
  const head = [0xff, 0xd8, ...jfif, ...frame, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0];
  return Buffer.concat([Buffer.from(head), scan, Buffer.from([0xff, 0xd9])]);
}

const sources = Array.from({ length: STATEMENTS }, (_, n) => narrativeOf(n + 1000));
const redactionsOf = (text: string, n: number): Redaction[] =>
  Array.from({ length: REDACTIONS / STATEMENTS }, (_, k) => {
    const from = Math.floor((text.length * (k * 2 + 1)) / 12);
    return { id: id(n * 10 + k), from, to: Math.min(text.length, from + 20), reason: 'REPORTER', by: id(1), at };
  });

const file: CaseFile = {
  ...emptyCase(id(1)),
  report: { narrative: narrativeOf(1), subjects: [], peopleAtRisk: [], attachments: [] },
  annotations: sources.map((text, n) => {
    const version = { ...signed(n), target: textTarget(text, 0, text.length, '0'.repeat(64)), text: '' };
    return { ...version, kind: 'statement', withdrawn: null, versions: [version] };
  }),
  grades: Object.fromEntries(sources.map((_, n) => [id(n), [{ ...signed(n), grade }]])),
};

export async function* measure(): AsyncGenerator<Figure> {
  const pages = Array.from({ length: PAGES }, page);
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const build = () => {
    const statements = sources.map((text, n) => ({ statement: id(n), text, redactions: redactionsOf(text, n) }));
    const workings: PackWorkings = { statements, kept: [] };
    const files: ReferralPack['files'] = [
      {
        file: id(2),
        kind: 'document',
        pages: pages.map((each) => ({ width: 1200, height: 1600, sha256: hash(each) })),
      },
    ];
    const pack: ReferralPack = {
      reference: 'MPS-1',
      title: 'A pack',
      marking: 'OFFICIAL-SENSITIVE',
      handling: 'As agreed',
      request: 'Please look into this.',
      subjects: [],
      statements: statements.map(({ statement, text, redactions }) => ({
        statement,
        ...redacted(text, redactions),
        grade,
      })),
      files,
    };
    if (pages.some((each) => jpegFlaw(each) !== null)) throw new Error('a page that is none');
    rasterPdf(pages.map((jpeg) => ({ jpeg, width: 1200, height: 1600 })));
    const code = refusalOf(file, pack, workings, at);
    if (code !== null && code !== 'pack_unsettled') throw new Error(code);
  };
  // The least that any of it needs: every page hashed and copied once, and the words written out.
  const least = () => {
    for (const each of pages) hash(each);
    Buffer.concat(pages);
    JSON.stringify(sources);
  };
  yield await inTurn('a pack of 200 redactions and 50 pages, built and checked', 7, build, least);
}
