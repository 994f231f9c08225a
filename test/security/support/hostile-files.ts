/** Files that mean harm, built by code: small ones that unpack to gigabytes, and PDFs that want to do things. */
import { constants, deflateRawSync, deflateSync, crc32 } from 'node:zlib';
import { pdf, pdfStream } from '../../../server/demo/files.ts';

export const GIB = 2 ** 30;

/**
 * A zlib stream of about 10 MB that unpacks to `gib` GiB of one byte. Made without packing them all: a block that ends in
 * a full flush stands for itself, and may be repeated.
 */
export function bomb(gib: number, byte = 0): Buffer {
  const piece = Buffer.alloc(16 * 2 ** 20, byte);
  const block = deflateRawSync(piece, { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const times = (gib * GIB) / piece.length;
  // Adler-32 of n equal bytes b: a = 1 + n b, and the other half the sum of the a's (RFC 1950).
  const n = BigInt(gib) * BigInt(GIB);
  const b = BigInt(byte);
  const low = (1n + n * b) % 65521n;
  const high = (n + (b * n * (n + 1n)) / 2n) % 65521n;
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(Number(high * 65536n + low));
  return Buffer.concat([
    Buffer.from([0x78, 0x9c]),
    ...Array.from({ length: times }, () => block),
    Buffer.from([3, 0]),
    sum,
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A greyscale PNG whose header claims this size, with these packed rows, whatever they unpack to. */
export function pngOf(width: number, height: number, packed: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const page = (more: string) =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> ${more} >>`;
const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
const words = pdfStream('', Buffer.from('BT /F1 20 Tf 72 700 Td (The osprey page) Tj ET'));

const onePage = (content: Buffer) =>
  pdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    page('/Contents 5 0 R'),
    font,
    content,
  ]);

/** A page whose drawing unpacks to 10 GiB. */
export const pdfBomb = () => onePage(pdfStream('/Filter /FlateDecode', bomb(10, 0x20)));
/** The same, packed twice: some ten kilobytes. */
export const pdfBombInBomb = () =>
  onePage(pdfStream('/Filter [/FlateDecode /FlateDecode]', deflateSync(bomb(10, 0x20), { level: 9 })));

/** A picture of 100,000 by 100,000 pixels inside a page. */
export const pdfHugePicture = () =>
  pdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 4 0 R >> /Font << /F1 6 0 R >> >> /Contents 5 0 R >>',
    pdfStream(
      '/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode',
      bomb(10),
    ),
    pdfStream('', Buffer.from('q 500 0 0 500 40 40 cm /I Do Q BT /F1 20 Tf 72 700 Td (The osprey page) Tj ET')),
    font,
  ]);

/** A page that wants to run scripts, open addresses and programs, send a form, and be looked after by an XFA form. */
export const pdfOfActions = () => {
  const script = (what: string) => `<< /S /JavaScript /JS (${what}) >>`;
  const link = (action: string) => `<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /Border [0 0 0] /A ${action} >>`;
  const field =
    '<< /Type /Annot /Subtype /Widget /FT /Btn /Ff 65536 /T (go) /Rect [0 0 595 842] /A << /S /SubmitForm /F (http://127.0.0.1:9/form) >> >>';
  return pdf([
    `<< /Type /Catalog /Pages 2 0 R /OpenAction ${script("app.alert\\('x'\\); this.submitForm\\('http://127.0.0.1:9/'\\); window.ran = 1")} /AA << /WC ${script('window.ran = 2')} >> /Names << /JavaScript << /Names [(a) ${script('window.ran = 3')}] >> /EmbeddedFiles << /Names [(run.exe) << /Type /Filespec /F (run.exe) >>] >> >> /AcroForm << /Fields [10 0 R] /XFA 11 0 R >> >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    page(`/Contents 5 0 R /AA << /O ${script('window.ran = 4')} >> /Annots [6 0 R 7 0 R 8 0 R 9 0 R 10 0 R]`),
    font,
    words,
    link('<< /S /URI /URI (http://127.0.0.1:9/link) >>'),
    link('<< /S /Launch /F (/bin/sh) >>'),
    link('<< /S /GoToR /F (http://127.0.0.1:9/other.pdf) /D [0 /Fit] >>'),
    link(script('window.ran = 5')),
    field,
    pdfStream(
      '',
      Buffer.from('<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><script>window.ran = 6</script></xdp:xdp>'),
    ),
  ]);
};

/** An archive whose one member claims to unpack to 10 GiB. */
export function zipBomb(): Buffer {
  const packed = bomb(10).subarray(2, -4);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(0xffffffff, 22);
  head.writeUInt16LE(5, 26);
  return Buffer.concat([head, Buffer.from('a.txt'), packed]);
}
