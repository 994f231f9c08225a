import { useEffect, useState } from 'react';
import type { CallError } from '../../../../shared/bridge/call.ts';
import type { SealedAttachment } from '../../../../shared/domain/events/report.ts';
import type { FileKind } from '../../../../shared/domain/file-kind.ts';
import { decodeImage, drawTurned } from '../attachments/image/decode.ts';
import { openPdf } from '../attachments/pdf/pdf-document.ts';
import { decoding, readBytes } from '../attachments/read-file.ts';

export interface FilePages {
  readonly pages: number;
  readonly draw: (canvas: HTMLCanvasElement, page: number) => Promise<void>;
}

/** A picture or PDF whose pages can be drawn; null until it is open. */
export function useFilePages(
  caseId: string,
  file: SealedAttachment,
  kind: FileKind,
): { readonly open: FilePages | null; readonly error: CallError | null } {
  const [open, setOpen] = useState<FilePages | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  useEffect(() => {
    let gone = false;
    let close: () => void = () => undefined;
    const fail = (code: string) => (gone ? undefined : setError({ code, message: '' }));
    const begin = async () => {
      const name = { caseId, attachment: file.id };
      const read = await readBytes(name, 0, file.size);
      if (!read.ok) return gone ? undefined : setError(read.error);
      if (kind === 'pdf') {
        const opened = await decoding(name, () => openPdf(read.bytes));
        if (!opened.ok) return fail(opened.flaw);
        const { pdf } = opened;
        close = () => pdf.close();
        if (gone) return close();
        return setOpen({ pages: pdf.pages, draw: async (canvas, page) => void (await pdf.draw(canvas, page, 794, 0)) });
      }
      const decoded = await decoding(name, () => decodeImage(read.bytes, kind));
      if (!decoded.ok) return fail(decoded.flaw);
      const { bitmap } = decoded.image;
      close = () => bitmap.close();
      if (gone) return close();
      setOpen({
        pages: 1,
        draw: (canvas) => {
          drawTurned(canvas, bitmap, 0);
          return Promise.resolve();
        },
      });
    };
    void begin();
    return () => {
      gone = true;
      close();
    };
  }, [caseId, file.id, file.size, kind]);
  return { open, error };
}
