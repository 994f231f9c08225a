import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demonstrationReports } from '../../server/demo/reports.ts';
import { importReports } from '../../server/gateway/import.ts';
import { linesOf } from '../../server/gateway/lines.ts';
import { startOrganisation, type Organisation } from '../integration/sync/support/organisation.ts';

/**
 * The charity's file comes from outside: 10,000 lines, whole, damaged and invented, through the gateway's own reading,
 * sealing and sending, against a real hub.
 */
const LINES = 10_000;
const A_FILE = 50;
const CANARY = 'canary-7f3a';

let organisation: Organisation;
beforeAll(async () => {
  organisation = await startOrganisation();
});
afterAll(() => organisation.close());

const reports = [
  ...demonstrationReports({ count: 200, seed: 11, now: new Date(Date.UTC(2026, 2, 1)), forces: ['MPS', 'GMP'] }),
].map((report) => ({ ...report, narrative: `${report.narrative} ${CANARY}` }) as Record<string, unknown>);

const anyValue = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(null, '', -1, 1e308, '\u0000'),
);
const names = [...new Set(reports.flatMap((report) => Object.keys(report))), '__proto__', 'constructor', 'unheardOf'];

/** A report with some of its fields replaced, and a reference of its own so that few are repeats. */
const changed = fc
  .tuple(
    fc.constantFrom(...reports),
    fc.array(fc.tuple(fc.constantFrom(...names), anyValue), { maxLength: 3 }),
    fc.nat({ max: 100_000 }),
  )
  .map(([report, changes, n]) => {
    const line = JSON.stringify({ ...report, reference: `F-${n}` });
    const extra = changes.map(([name, value]) => `,${JSON.stringify(name)}:${JSON.stringify(value)}`).join('');
    return Buffer.from(`${line.slice(0, -1)}${extra}}`);
  });
const cut = fc.tuple(changed, fc.nat({ max: 4000 })).map(([line, at]) => line.subarray(0, at));
const turned = fc.tuple(changed, fc.nat(), fc.nat({ max: 255 })).map(([line, at, byte]) => {
  const copy = Buffer.from(line);
  copy[at % copy.length] = byte;
  return copy;
});
const deep = fc.nat({ max: 20_000 }).map((n) => Buffer.from('['.repeat(n)));
const line = fc.oneof(
  { weight: 6, arbitrary: changed },
  { weight: 2, arbitrary: cut },
  { weight: 2, arbitrary: turned },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: fc.json().map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: deep },
);

async function* inPieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test('10,000 lines: each is imported, known already or refused with a reason that quotes nothing', async () => {
  let lines = 0;
  const ends = { imported: 0, repeated: 0, failed: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: A_FILE, maxLength: A_FILE }),
      fc.nat({ max: 5000 }),
      async (file, size) => {
        const bytes = Buffer.concat(file.flatMap((one) => [one, Buffer.from('\n')]));
        const reasons: string[] = [];
        const read = await importReports({
          lines: linesOf(inPieces(bytes, size + 1)),
          folder: '/nowhere',
          transport: organisation.transport,
          gateway: organisation.gateway,
          onFailure: (_, reason) => reasons.push(reason),
        });
        if (!read.ok) throw new Error(`the import stopped: ${read.reason}`);
        const { summary } = read;
        expect(summary.imported + summary.repeated + summary.failed).toBe(summary.lines);
        expect(reasons).toHaveLength(summary.failed);
        for (const reason of reasons) {
          expect(reason.length).toBeLessThan(400);
          expect(reason).not.toMatch(new RegExp(`${CANARY}|SyntaxError|ZodError|\\n\\s+at |/tmp/|SELECT`));
        }
        lines += file.length;
        for (const end of ['imported', 'repeated', 'failed'] as const) ends[end] += summary[end];
      },
    ),
    { numRuns: LINES / A_FILE, endOnFailure: true },
  );
  expect(lines).toBe(LINES);
  // Had all been refused at the door, nothing behind it would have been tried.
  expect(ends.imported).toBeGreaterThan(1000);
  expect(ends.failed).toBeGreaterThan(1000);
}, 900_000);
