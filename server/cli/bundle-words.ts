import type { BundleInAnswer } from '../hub/http/admin/bundle-calls.ts';

const sentences: Readonly<Record<string, string>> = {
  bundle_unknown: 'this is no bundle of a workstation, or one of a newer version: nothing was taken in',
  bundle_damaged: 'the file is cut short or was changed: nothing was taken in; copy it again, or have it written anew',
  bundle_signature_invalid: 'the file is not signed by a workstation that this hub knows: nothing was taken in',
  bundle_not_for_you: 'the file is for another hub, or for a workstation: nothing was taken in',
  bundle_expired: 'the file is too old: nothing was taken in; have the workstation write a new one',
  bundle_too_large: 'the file is larger than a bundle may be: nothing was taken in',
  enrolment_refused: 'its code is unknown, used or expired: make a new one with "enrol --user"',
  unavailable:
    'the hub was restored and its grants are being looked through: take the file in again once that has ended',
  device_forked: 'the workstation is in quarantine, since it used one number twice: nothing was taken in',
};

/** Why a file was not taken in, for the person at the hub. */
export const bundleSentence = (code: string): string => sentences[code] ?? `the file was not taken in (${code})`;

const halts: Readonly<Record<string, string>> = {
  epoch_changed: 'the hub was restored since: the answer has the workstation offer its work again',
  device_seq_gap: 'events before these are missing: the answer has the workstation offer them again',
  schema_unsupported: 'the workstation is newer than this hub: its events wait until the hub is updated',
};

/** What a bundle brought, line by line. */
export function describeTaken(taken: Extract<BundleInAnswer, { ok: true }>['taken']): string[] {
  const { kind, device, verdicts, chunks, wants, halted, withdrawn, fingerprint } = taken;
  const lines = [`device    ${device}`];
  if (kind === 'request') return [...lines, `enrolled  compare, then grant: ${fingerprint ?? ''}`];
  if (withdrawn)
    return [
      ...lines,
      `withdrawn ${verdicts.length} events came; what belongs to a case is kept for its supervisors, nothing is accepted`,
      'the answer tells the workstation that it was withdrawn: it closes its cases when it reads it',
    ];
  const refused = verdicts.filter(({ status }) => status === 'refused');
  lines.push(`events    ${verdicts.length - refused.length} accepted, ${refused.length} refused`);
  for (const { id, code = '', reason } of refused) lines.push(`  refused ${id}  ${reason ?? code}`);
  if (chunks > 0) lines.push(`chunks    ${chunks}`);
  if (wants.length > 0) lines.push(`asks for  ${wants.length} chunks of attachments`);
  if (halted !== null) lines.push(`stopped   ${halts[halted.code] ?? halted.code}`);
  return lines;
}
