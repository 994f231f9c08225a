import type { AttachmentWords } from '../../../../shared/domain/case-file.ts';
import type { SealedAttachment } from '../../../../shared/domain/events/report.ts';
import type { FileKind } from '../../../../shared/domain/file-kind.ts';

/** What every view of a file is given. */
export interface ViewProps {
  readonly file: SealedAttachment;
  readonly kind: FileKind;
  readonly words: AttachmentWords;
}
