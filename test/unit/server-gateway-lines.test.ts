import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_LINE_BYTES, linesOf, type Line } from '../../server/gateway/lines.ts';

async function* inPieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function read(bytes: Buffer, size: number): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of linesOf(inPieces(bytes, size))) lines.push(line);
  return lines;
}

describe('the lines of an inbound file', () => {
  test('are the same however the bytes are cut, with their numbers, blank ones counted but left out', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\n\r]/g, ''))),
        fc.integer({ min: 1, max: 9 }),
        async (texts, size) => {
          const wanted = texts.flatMap((text, at) => (text.trim() === '' ? [] : [{ number: at + 1, text }]));
          expect(await read(Buffer.from(texts.join('\n')), size)).toEqual(wanted);
          expect(await read(Buffer.from(`${texts.join('\n')}\n`), size)).toEqual(wanted);
        },
      ),
    );
  });

  test('one that is far too long is an error of that line, and the next is read', async () => {
    const long = Buffer.concat([Buffer.alloc(LONGEST_LINE_BYTES + 1, 'a'), Buffer.from('\n{}\n')]);
    const lines = await read(long, 1 << 16);
    expect(lines).toEqual([
      { number: 1, text: null, reason: expect.stringContaining('longer') as string },
      { number: 2, text: '{}' },
    ]);
  });
});
