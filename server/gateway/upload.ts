import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import type { SealedAttachment } from '../../shared/domain/events/report.ts';
import type { InboundReport } from '../../shared/domain/inbound.ts';
import { sealChunk } from '../../shared/protocol/chunks.ts';
import { sha256 } from '../../shared/protocol/envelope.ts';
import type { HubClient } from '../device/hub-client.ts';
import { findFile, piecesOf } from './attachment-file.ts';

export type Uploaded =
  { readonly ok: true; readonly attachments: SealedAttachment[] } | { readonly ok: false; readonly reason: string };

/** Whether every file of the report is there as promised. */
export async function checkFiles(folder: string, report: InboundReport): Promise<Uploaded> {
  for (const attachment of report.attachments) {
    const found = await findFile(folder, attachment);
    if (!found.ok) return found;
  }
  return { ok: true, attachments: [] };
}

/** Seals the files of a report with its case key and uploads the chunks to its compartment, before the report itself goes. */
export async function uploadFiles(
  client: Pick<HubClient, 'putChunk'>,
  folder: string,
  report: InboundReport,
  compartment: string,
  caseId: string,
  caseKey: Uint8Array,
): Promise<Uploaded> {
  const attachments: SealedAttachment[] = [];
  for (const attachment of report.attachments) {
    const found = await findFile(folder, attachment);
    if (!found.ok) return found;
    const id = v7();
    const whole = createHash('sha256');
    const chunks: string[] = [];
    for await (const plain of piecesOf(found.file)) {
      whole.update(plain);
      const sealed = sealChunk(caseKey, caseId, id, chunks.length, plain);
      const hash = sha256(sealed);
      const kept = await client.putChunk(compartment, hash, sealed);
      if (!kept.ok) return { ok: false, reason: `The hub did not take a file: ${kept.problem.title}.` };
      chunks.push(hash);
    }
    if (whole.digest('hex') !== attachment.sha256)
      return { ok: false, reason: `The file "${attachment.path.slice(0, 200)}" changed while it was read.` };
    const { filename, mediaType, sha256: digest } = attachment;
    attachments.push({ id, filename, mediaType, size: found.size, sha256: digest, chunks });
  }
  return { ok: true, attachments };
}
