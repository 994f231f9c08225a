import { createHmac } from 'node:crypto';
import type { PayloadOf } from '../../shared/domain/events/index.ts';
import type { ReceivedFacets, SealedAttachment } from '../../shared/domain/events/report.ts';
import { canonicalInbound, type InboundReport } from '../../shared/domain/inbound.ts';

/** HMAC-SHA-256 in hex of what a report says; equal for equal content, and tells nobody else anything. */
export const contentMac = (macKey: Uint8Array, report: InboundReport) =>
  createHmac('sha256', macKey).update(canonicalInbound(report), 'utf8').digest('hex');

/** The codes and dates that the hub may know, but for the case's key and its readers. */
export function facetsOf(report: InboundReport, unit: string, mac: string): ReceivedFacets {
  const { force, channel, urgency, reporterMode, keepInContact, categories, reference, parentReference } = report;
  return {
    unit,
    force,
    channel,
    urgency,
    reporterMode,
    keepInContact,
    categories,
    reference,
    ...(parentReference !== undefined && { parentReference }),
    receivedAt: report.receivedAt,
    disseminatedAt: report.disseminatedAt,
    contentMac: mac,
  };
}

/** What only holders of the case key read. */
export function payloadOf(report: InboundReport, attachments: SealedAttachment[]): PayloadOf<'report_received'> {
  const { narrative, occurredWhen, occurredWhere, subjects, peopleAtRisk } = report;
  return {
    narrative,
    ...(occurredWhen !== undefined && { occurredWhen }),
    ...(occurredWhere !== undefined && { occurredWhere }),
    subjects,
    peopleAtRisk,
    attachments,
  };
}
