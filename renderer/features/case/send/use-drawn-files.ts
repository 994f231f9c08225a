import { useCallback, useMemo, useState } from 'react';
import type { CallError } from '../../../../shared/bridge/call.ts';
import type { PackFile } from '../../../../shared/domain/pack.ts';
import { regionsOf } from '../../../../shared/domain/redacting.ts';
import type { ReadPage } from '../../referrals/PackFiles.tsx';
import { useAttachments } from '../attachments/use-attachment.ts';
import { canBeDrawn } from './drawable.ts';
import { drawFiles, type WantedFile } from './draw-files.ts';
import type { SendForm } from './pack.ts';

interface Drawn {
  readonly files: readonly PackFile[];
  readonly readPage: ReadPage;
}

const nothing: ReadonlyMap<string, Uint8Array<ArrayBuffer>> = new Map();

/** The files of the pack as they leave, drawn when the preview is asked for; `drawing`: how many pages are done. */
export function useDrawnFiles(caseId: string, unit: string, form: SendForm) {
  const { attached } = useAttachments();
  const [made, setMade] = useState<{ files: readonly PackFile[]; jpegs: typeof nothing }>({
    files: [],
    jpegs: nothing,
  });
  const [drawing, setDrawing] = useState<number | null>(null);
  const [error, setError] = useState<CallError | null>(null);

  /** True when the pack can be looked at. */
  const draw = async (): Promise<boolean> => {
    if (drawing !== null) return false;
    setError(null);
    const wanted = attached.flatMap(({ file, state }): WantedFile[] => {
      const chosen = form.files[file.id];
      if (chosen === undefined || !canBeDrawn(state)) return [];
      return [{ file, kind: state!.kind!, ...chosen, regions: regionsOf(form.redacting, file.id) }];
    });
    if (wanted.length < Object.keys(form.files).length) {
      setError({ code: 'attachment_not_here', message: '' });
      return false;
    }
    if (wanted.length === 0) {
      setMade({ files: [], jpegs: nothing });
      return true;
    }
    setDrawing(0);
    const answer = await drawFiles(caseId, unit, wanted, setDrawing);
    setDrawing(null);
    if (!answer.ok) {
      setError(answer.error);
      return false;
    }
    setMade(answer);
    return true;
  };

  const readPage = useCallback<ReadPage>(
    (file, page) => {
      const sha256 = made.files.find((each) => each.file === file)?.pages[page - 1]?.sha256;
      const jpeg = sha256 === undefined ? undefined : made.jpegs.get(sha256);
      return Promise.resolve(
        jpeg === undefined ? { ok: false, error: { code: 'attachment_not_here', message: '' } } : { ok: true, jpeg },
      );
    },
    [made],
  );
  const drawn: Drawn = useMemo(() => ({ files: made.files, readPage }), [made, readPage]);
  return { drawn, drawing, error, draw };
}
