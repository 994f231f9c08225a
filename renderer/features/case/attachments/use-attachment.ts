import { useMemo } from 'react';
import type { AttachmentState } from '../../../../shared/bridge/attachment.ts';
import { noAttachmentWords, type AttachmentWords } from '../../../../shared/domain/case-file.ts';
import type { SealedAttachment } from '../../../../shared/domain/events/report.ts';
import { useCall } from '../../../app/calls.ts';
import { useOpenCase } from '../open-case.ts';

export interface Attached {
  readonly file: SealedAttachment;
  /** Undefined until the vault has answered. */
  readonly state: AttachmentState | undefined;
  readonly words: AttachmentWords;
}

/** The files of the open case: what the report says of them, how far they have come, what was written about them. */
export function useAttachments(): { readonly attached: readonly Attached[]; readonly again: () => void } {
  const { caseId, file } = useOpenCase();
  const listed = useCall('attachment.list', { caseId });
  const attached = useMemo(
    () =>
      (file.report?.attachments ?? []).map((each) => ({
        file: each,
        state: listed.value?.find(({ attachment }) => attachment === each.id),
        words: file.attachmentWords[each.id] ?? noAttachmentWords,
      })),
    [file, listed.value],
  );
  return { attached, again: listed.again };
}
