/** What stands between a stranger's file and the page: pure functions, held by properties. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileKind, openingOf } from '../../shared/domain/file-kind.ts';
import { shownName } from '../../shared/bridge/shown-name.ts';
import {
  imageSize,
  judgeSize,
  LONGEST_SIDE,
  MOST_PIXELS,
} from '../../renderer/features/case/attachments/image/image-size.ts';
import { nudged, turned, type Turns, upright } from '../../renderer/features/case/attachments/image/region.ts';
import { undecodedIn } from '../../renderer/features/case/attachments/pdf/undecoded.ts';
import { onlyAddress } from '../../renderer/features/case/attachments/pdf/worker-address.ts';
import {
  type Encoding,
  MARGIN,
  PAGE_BYTES,
  pageText,
  recognise,
} from '../../renderer/features/case/attachments/text/text-page.ts';
import { png } from '../../server/demo/files.ts';

describe('the size of a picture', () => {
  it('is told from any header, or from none, and never by failing', () => {
    const kinds = fc.constantFrom('png', 'jpeg', 'gif', 'webp', 'bmp', 'pdf', 'unknown' as const);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), kinds, (bytes, kind) => {
        const size = imageSize(bytes, kind as never);
        if (size !== null) expect(Number.isFinite(size.width * size.height)).toBe(true);
        if (judgeSize(size) === 'fits') expect(size!.width * size!.height).toBeLessThanOrEqual(MOST_PIXELS);
      }),
      { numRuns: 3000 },
    );
  });

  it('of a PNG is the one that it was made with', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (width, height) => {
        const bytes = png(width, height, () => [1, 2, 3]);
        expect(fileKind(bytes)).toBe('png');
        expect(imageSize(bytes, 'png')).toEqual({ width, height });
      }),
    );
  });

  it('of a JPEG is the largest that any of its frames claims', () => {
    const frame = (width: number, height: number) => [
      0xff,
      0xc2,
      0,
      8,
      8,
      height >> 8,
      height & 255,
      width >> 8,
      width & 255,
      1,
    ];
    const jpeg = new Uint8Array([0xff, 0xd8, ...frame(10, 10), ...frame(60_000, 50_000), 0xff, 0xda, 0, 2]);
    expect(imageSize(jpeg, 'jpeg')).toEqual({ width: 60_000, height: 50_000 });
    expect(judgeSize(imageSize(jpeg, 'jpeg'))).toBe('too_many_pixels');
  });

  it.for([
    [100_000, 100_000],
    [LONGEST_SIDE + 1, 1],
    [10_000, 5_001],
  ])('of %i by %i is refused before anything decodes it', ([width, height]) => {
    expect(judgeSize({ width: width!, height: height! })).toBe('too_many_pixels');
  });
});

describe('pictures of a PDF that are not decoded', () => {
  it('are found wherever in the file they are named, and nowhere else', () => {
    const filters = fc.subarray(['/JBIG2Decode', '/JPXDecode']);
    const others = fc.constantFrom('/DCTDecode', '/FlateDecode', '/JPXDecod ', '/JBIG2', '\xff\xfe');
    // Around the places where the bytes are read in pieces.
    const length = fc.oneof(fc.nat(300), fc.integer({ min: 2 ** 20 - 14, max: 2 ** 20 + 2 }));
    fc.assert(
      fc.property(filters, others, length, (named, other, before) => {
        const file = Buffer.from(' '.repeat(before) + named.join(other) + other, 'latin1');
        const wanted = named.map((name) => (name === '/JPXDecode' ? 'JPEG 2000' : 'JBIG2'));
        expect(undecodedIn(file)).toEqual(wanted);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a text in parts', () => {
  const encode = (text: string, encoding: Encoding): Uint8Array => {
    if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
    const bytes = Buffer.from(text, 'utf16le');
    return encoding === 'utf-16le' ? bytes : bytes.swap16();
  };
  it('loses and doubles no letter between them, wherever they are cut', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ŵ', '한', '🙂', '\n', 'é'), maxLength: 400 });
    const encoding = fc.constantFrom('utf-8', 'utf-16le', 'utf-16be' as const);
    fc.assert(
      fc.property(text, encoding, fc.integer({ min: 2, max: 30 }), (whole, as, half) => {
        const bytes = encode(whole, as as Encoding);
        const own = half * 2;
        let read = '';
        for (let from = 0; from < bytes.length; from += own) {
          const length = Math.min(own, bytes.length - from);
          const margin = bytes.subarray(from, Math.min(bytes.length, from + length + MARGIN));
          // Each page begins at an even place with what is left of the letter before it, as in the view.
          read += pageText(margin, 0, length, as as Encoding);
        }
        expect(read).toBe(whole);
      }),
      { numRuns: 1000 },
    );
  });

  it('is read as what it is, and a guess is said to be one', () => {
    expect(recognise(Buffer.from('plain'), true)).toEqual({ encoding: 'utf-8', guessed: false });
    expect(recognise(Buffer.from('Zürich'), true)).toEqual({ encoding: 'utf-8', guessed: false });
    expect(recognise(Buffer.from('Zürich', 'latin1'), true)).toEqual({ encoding: 'windows-1252', guessed: true });
    expect(recognise(Buffer.from('\uFEFFabc', 'utf16le'), true)).toEqual({ encoding: 'utf-16le', guessed: false });
    expect(recognise(Buffer.from('abcdefgh', 'utf16le').swap16(), true).encoding).toBe('utf-16be');
    // Cut in the middle of a letter at the end of the first part, it is UTF-8 all the same.
    expect(recognise(Buffer.from('ab한').subarray(0, 4), false).encoding).toBe('utf-8');
    expect(PAGE_BYTES % 2).toBe(0);
  });
});

describe('a part of a picture', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const box = fc.record({ x: share, y: share, width: share, height: share }).map((any) => nudged(any, {}));
  it('turned and turned back is where it was, and stays inside', () => {
    fc.assert(
      fc.property(box, fc.constantFrom<Turns>(0, 1, 2, 3), (given, turns) => {
        const there = turned(given, turns);
        for (const side of [there.x, there.y, 1 - there.x - there.width, 1 - there.y - there.height])
          expect(side).toBeGreaterThanOrEqual(-1e-9);
        const back = upright(there, turns);
        for (const name of ['x', 'y', 'width', 'height'] as const) expect(back[name]).toBeCloseTo(given[name], 9);
      }),
    );
  });
});

describe('names and addresses', () => {
  it('a name is shown on one line, without a character that deceives, and not too long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const shown = shownName(name);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect([...shown].length).toBeLessThanOrEqual(120);
      }),
    );
  });

  it('only the one address of the PDF worker is let through', () => {
    const policy = onlyAddress('candour://app/assets/pdf-worker.js');
    expect(policy('candour://app/assets/pdf-worker.js')).toBe('candour://app/assets/pdf-worker.js');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (address) => {
        expect(() => policy(address)).toThrow(TypeError);
      }),
    );
  });
});

describe('the kind of a file', () => {
  it.for([
    ['MZ\x90', 'never'],
    ['PK\x03\x04', 'never'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'text'],
    ['<html><script>1</script>', 'text'],
    ['\x89PNG\r\n\x1a\n', 'image'],
    ['some words first %PDF-1.4', 'pdf'],
    ['\0\x01\x02', 'never'],
  ] as const)('%j opens as %s', ([first, opening]) => {
    expect(openingOf(fileKind(Buffer.from(first, 'latin1')))).toBe(opening);
  });
});
