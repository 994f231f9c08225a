import { crc32, deflateSync } from 'node:zlib';

/** Files of demonstration reports, drawn and written by code: nothing of anybody's is in them. */
export interface DemonstrationFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

const pngChunk = (type: string, data: Buffer) => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
};

/** A PNG of 8-bit RGB rows. */
export function png(
  width: number,
  height: number,
  colourAt: (x: number, y: number) => readonly [number, number, number],
) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows.set(colourAt(x, y), y * (1 + width * 3) + 1 + x * 3);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', head),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

type Colour = readonly [number, number, number];
const inside = (x: number, y: number, left: number, top: number, width: number, height: number) =>
  x >= left && x < left + width && y >= top && y < top + height;

/** A yard at dusk with two vans and a lit window. */
function yard(x: number, y: number): Colour {
  const van = (left: number, colour: Colour): Colour | null => {
    if (inside(x, y, left + 18, 300, 44, 30)) return [176, 196, 210];
    if (inside(x, y, left, 290, 170, 80)) return colour;
    const wheel = (at: number) => (x - left - at) ** 2 + (y - 372) ** 2 < 18 ** 2;
    return wheel(36) || wheel(136) ? [28, 30, 34] : null;
  };
  const parked = van(90, [236, 238, 240]) ?? van(390, [38, 62, 110]);
  if (parked !== null) return parked;
  if (inside(x, y, 250, 120, 70, 60)) return (x - 250) % 35 < 3 || (y - 120) % 30 < 3 ? [70, 58, 40] : [250, 214, 130];
  if (inside(x, y, 60, 70, 520, 230))
    return (y - 70) % 16 < 2 || (x + ((y - 70) >> 4) * 20) % 40 < 2 ? [120, 78, 66] : [146, 94, 78];
  if (y >= 300) return (x * 7 + y * 13) % 11 === 0 ? [84, 86, 90] : [92, 94, 98];
  return [60 + y / 6, 70 + y / 5, 120 + y / 8];
}

/** Eight seconds, 8 kHz, 8 bits: a two-tone ring, then a pause, four times. */
function ring(): Buffer {
  const rate = 8000;
  const samples = Buffer.alloc(rate * 8, 128);
  for (const at of samples.keys()) {
    const seconds = at / rate;
    if (seconds % 2 > 1) continue;
    const tone = Math.sin(2 * Math.PI * 400 * seconds) + Math.sin(2 * Math.PI * 450 * seconds);
    samples[at] = 128 + Math.round(tone * 28);
  }
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

/** A PDF out of its objects, numbered from 1; the first is the catalogue. */
export function pdf(objects: readonly (string | Buffer)[]): Buffer {
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const places: number[] = [];
  let length = pieces[0]!.length;
  const add = (piece: Buffer) => {
    pieces.push(piece);
    length += piece.length;
  };
  for (const [index, object] of objects.entries()) {
    places.push(length);
    add(
      Buffer.concat([
        Buffer.from(`${index + 1} 0 obj\n`),
        Buffer.from(object as string, 'latin1'),
        Buffer.from('\nendobj\n'),
      ]),
    );
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const start = length;
  add(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(pieces);
}

export const pdfStream = (dictionary: string, data: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${data.length} >>\nstream\n`),
    data,
    Buffer.from('\nendstream'),
  ]);

/** A PDF of A4 pages with lines of text in Helvetica. */
export function letter(pages: readonly (readonly string[])[]): Buffer {
  const kids = pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ');
  const escaped = (line: string) => line.replaceAll(/[\\()]/g, '\\$&');
  const content = (lines: readonly string[]) =>
    pdfStream(
      '/Filter /FlateDecode',
      deflateSync(`BT /F1 13 Tf 72 760 Td 20 TL\n${lines.map((line) => `(${escaped(line)}) Tj T*`).join('\n')}\nET`),
    );
  return pdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((lines, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + index * 2} 0 R >>`,
      content(lines),
    ]),
  ]);
}

const duties = letter([
  [
    'Duty sheet, week 9 (invented for a demonstration)',
    '',
    'Monday      Early     Van 2      two officers',
    'Tuesday     Early     Van 2      two officers',
    'Wednesday   Late      on foot    one officer, no partner named',
    'Thursday    Late      on foot    one officer, no partner named',
    'Friday      Night     Van 1      two officers',
    '',
    'Changed by hand on Wednesday; nobody signed for it.',
  ],
  ['Second page', '', 'Keys of the store room: taken 21:40, brought back 23:15.', 'The book does not say by whom.'],
]);

const messages = `Messages copied out by hand (invented for a demonstration)

12 Feb 22:04   are you on tonight
12 Feb 22:09   yes till 7, why
12 Feb 22:11   same as last time. leave the gate
12 Feb 22:12   ok
13 Feb 06:50   done. dont write here again
`;

let made: Record<'picture' | 'sheet' | 'messages' | 'recording', DemonstrationFile> | undefined;

/** Made once: the same bytes every time, so that a second import finds nothing new. */
export const demonstrationFiles = () =>
  (made ??= {
    picture: { filename: 'yard at dusk.png', mediaType: 'image/png', bytes: png(640, 420, yard) },
    sheet: { filename: 'duty sheet.pdf', mediaType: 'application/pdf', bytes: duties },
    messages: { filename: 'messages.txt', mediaType: 'text/plain', bytes: Buffer.from(messages) },
    recording: { filename: 'voicemail.wav', mediaType: 'audio/wav', bytes: ring() },
  });
