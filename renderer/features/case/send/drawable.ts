import type { AttachmentState } from '../../../../shared/bridge/attachment.ts';

const drawable: readonly string[] = ['png', 'jpeg', 'gif', 'webp', 'bmp', 'pdf'];

/** Whether the pages of a file can be drawn here: it has come whole, and is a picture or a PDF. */
export const canBeDrawn = (state: AttachmentState | undefined): boolean =>
  state?.state === 'here' && state.kind !== null && drawable.includes(state.kind);
