import { SLICE_BYTES } from '../../../../shared/bridge/attachment.ts';
import type { CallError } from '../../../../shared/bridge/call.ts';
import { call } from '../../../app/bridge.ts';

export interface FileName {
  readonly caseId: string;
  readonly attachment: string;
}

export type ReadBytes =
  { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> } | { readonly ok: false; readonly error: CallError };

/** Bytes `[from, to)` of a file that is wholly here. */
export async function readBytes(name: FileName, from: number, to: number): Promise<ReadBytes> {
  const bytes = new Uint8Array(Math.max(0, to - from));
  for (let at = from; at < to;) {
    const answer = await call('attachment.read', { ...name, from: at, length: Math.min(SLICE_BYTES, to - at) });
    if (!answer.ok) return answer;
    bytes.set(answer.value.bytes, at - from);
    at += answer.value.bytes.length;
  }
  return { ok: true, bytes };
}

/** Tells the vault before something is decoded, and after it went well, so that a page that fell over is known. */
export async function decoding<T>(name: FileName, work: () => Promise<T>): Promise<T> {
  await call('attachment.decoding', { ...name, now: 'begins' });
  try {
    return await work();
  } finally {
    void call('attachment.decoding', { ...name, now: 'ends' });
  }
}
