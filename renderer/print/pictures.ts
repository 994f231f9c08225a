import { fromBase64 } from '../words/base64.ts';
import type { Picture } from './sheets.ts';

/** Pages as pictures that are ready to be printed: one that is still being decoded would stay empty on paper. */
export const decoded = (pages: readonly { readonly file: string; readonly page: number; readonly jpeg: string }[]) =>
  Promise.all(
    pages.map(async ({ file, page, jpeg }): Promise<Picture> => {
      const picture = new Image();
      picture.src = URL.createObjectURL(new Blob([fromBase64(jpeg)], { type: 'image/jpeg' }));
      await picture.decode();
      return { picture, key: `${file} ${page}` };
    }),
  );
