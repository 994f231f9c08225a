/**
 * A screenshot with few colours, so that a guide full of pictures stays small: the commonest that can be told apart stay
 * as they are, each other one becomes the nearest of them. What shades a screen is the faint watermark, in many tints.
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const COLOURS = 255;
/** Square of the distance within which one colour stands for another. */
const APART = 72;

export interface PngHead {
  readonly width: number;
  readonly height: number;
  /** Samples a pixel: 3 for red, green and blue, 4 with transparency, 1 for an index. */
  readonly samples: number;
}

/** What a PNG of 8 bits a sample says of itself. Throws on anything else. */
export function pngHead(png: Buffer): PngHead {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('not a PNG');
  const samples = { 2: 3, 3: 1, 6: 4 }[png[25]!];
  if (png[24] !== 8 || samples === undefined || png[28] !== 0) throw new Error('not a PNG of 8 bits a sample');
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), samples };
}

/** The pixels, row after row, as they were before they were filtered (PNG, section 9). */
function pixels(png: Buffer, { width, height, samples }: PngHead): Buffer {
  const data: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const filtered = inflateSync(Buffer.concat(data));
  const stride = width * samples;
  const plain = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row++) {
    const from = row * (stride + 1);
    const [to, above] = [row * stride, (row - 1) * stride];
    const how = filtered[from]!;
    for (let x = 0; x < stride; x++) {
      const left = x < samples ? 0 : plain[to + x - samples]!;
      const up = row === 0 ? 0 : plain[above + x]!;
      const corner = row === 0 || x < samples ? 0 : plain[above + x - samples]!;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][how]!;
      plain[to + x] = filtered[from + 1 + x]! + guess;
    }
  }
  return plain;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

const distance = (a: number, b: number) =>
  ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;

const chunk = (type: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
};

/** The same picture as a PNG with a palette; transparency is left out. */
export function smallPng(png: Buffer): Buffer {
  const head = pngHead(png);
  const plain = pixels(png, head);
  const { width, height, samples } = head;
  const colourAt = (pixel: number) => plain.readUIntBE(pixel * samples, 3);
  const often = new Map<number, number>();
  for (let pixel = 0; pixel < width * height; pixel++)
    often.set(colourAt(pixel), (often.get(colourAt(pixel)) ?? 0) + 1);
  const palette: number[] = [];
  for (const [colour] of [...often].sort(([, a], [, b]) => b - a)) {
    if (palette.length === COLOURS) break;
    if (palette.every((taken) => distance(colour, taken) >= APART)) palette.push(colour);
  }
  const nearest = new Map<number, number>();
  for (const colour of often.keys()) {
    let best = 0;
    for (let at = 1; at < palette.length; at++)
      if (distance(colour, palette[at]!) < distance(colour, palette[best]!)) best = at;
    nearest.set(colour, best);
  }
  const rows = Buffer.alloc((width + 1) * height);
  for (let pixel = 0; pixel < width * height; pixel++)
    rows[pixel + Math.floor(pixel / width) + 1] = nearest.get(colourAt(pixel))!;
  const ihdr = Buffer.from(png.subarray(16, 29));
  ihdr[9] = 3;
  const plte = Buffer.alloc(palette.length * 3);
  palette.forEach((colour, at) => plte.writeUIntBE(colour, at * 3, 3));
  const data = deflateSync(rows, { level: 9 });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', ihdr),
    chunk('PLTE', plte),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
