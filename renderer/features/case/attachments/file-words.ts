import { type FileKind, openingOf } from '../../../../shared/domain/file-kind.ts';
import { t } from '../../../words/t.ts';

const kinds: Record<FileKind, string> = {
  png: t('PNG picture'),
  jpeg: t('JPEG picture'),
  gif: t('GIF picture'),
  webp: t('WebP picture'),
  bmp: t('BMP picture'),
  heif: t('HEIF picture'),
  tiff: t('TIFF picture'),
  pdf: 'PDF',
  wav: t('WAV sound'),
  mp3: t('MP3 sound'),
  ogg: t('Ogg sound'),
  flac: t('FLAC sound'),
  mp4: t('MPEG-4 film or sound'),
  webm: t('WebM or Matroska film'),
  zip: t('ZIP archive, or an Office document'),
  gzip: t('gzip archive'),
  rar: t('RAR archive'),
  seven_zip: t('7-Zip archive'),
  xz: t('xz archive'),
  ole: t('older Office document or e-mail'),
  rtf: t('Rich Text document'),
  executable: t('program'),
  text: t('text'),
  unknown: t('unknown kind'),
};
export const kindWords = (kind: FileKind): string => kinds[kind];

/** Why a kind is never opened here. */
export function neverWords(kind: FileKind): string {
  switch (kind) {
    case 'zip':
    case 'gzip':
    case 'rar':
    case 'seven_zip':
    case 'xz':
      return t(
        'Archives are not unpacked: a small one may hold more than this workstation has room for, and anything may be inside. Documents of newer Office programs are archives too.',
      );
    case 'executable':
      return t('It is a program. Candour runs nothing that came with a report.');
    case 'ole':
      return t(
        'Documents of older Office programs can carry programs with them, and there is no safe viewer for them here.',
      );
    case 'heif':
    case 'tiff':
      return t('This kind of picture cannot be decoded inside the sandboxed page.');
    default:
      return t('Its first bytes are those of no kind that can be shown safely.');
  }
}

/** What is to be done with what cannot be opened here. */
export const neverNext = t(
  'It is kept sealed and is never handed to another program. If it matters, ask your digital forensics unit, and give them the reference, the name and the SHA-256.',
);

/** Whether a name pretends to another kind than the file is: `photo.jpg` that is a program. */
export function pretends(name: string, kind: FileKind): boolean {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === undefined || kind === 'unknown') return false;
  const said = endings[ending];
  return said !== undefined && said !== openingOf(kind);
}

const endings: Readonly<Record<string, ReturnType<typeof openingOf>>> = {
  png: 'image',
  jpg: 'image',
  jpeg: 'image',
  gif: 'image',
  webp: 'image',
  bmp: 'image',
  pdf: 'pdf',
  txt: 'text',
  csv: 'text',
  wav: 'sound',
  mp3: 'sound',
};

/** Why a file of a kind that is opened here is not, by the code of a view. */
const flaws: Readonly<Record<string, readonly [string, string]>> = {
  too_many_pixels: [
    t('This picture is too large to open.'),
    t(
      'Its header claims more than 50 million pixels, or a side of over 30,000: decoding it could take all memory. It may be meant to.',
    ),
  ],
  no_size: [
    t('This picture’s header does not say how large it is.'),
    t('It is damaged or made wrongly, and was not decoded.'),
  ],
  image_damaged: [t('This picture cannot be decoded.'), t('Its header reads well, what follows does not.')],
  too_large: [t('This file is too large to open here.'), t('The page would have to hold all of it in memory.')],
  pdf_damaged: [
    t('This PDF, or this page of it, cannot be read.'),
    t('It is damaged, or unpacks to more than a page may hold.'),
  ],
  pdf_locked: [t('This PDF asks for a password.'), t('Candour does not ask for passwords of files.')],
  pdf_too_slow: [
    t('This PDF was stopped.'),
    t('Opening it or drawing a page took longer than 30 seconds, as a file does that is made to exhaust a computer.'),
  ],
  pdf_too_many_pages: [t('This PDF has more than 10,000 pages.'), t('It was not opened.')],
  media_damaged: [t('This recording cannot be played.'), t('Its kind or its coding is not one that is played here.')],
};
export const flawWords = (code: string): readonly [string, string] =>
  flaws[code] ?? [t('This file cannot be shown.'), t('Code: {{code}}.', { code })];
