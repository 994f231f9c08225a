import type { ReferralRow } from '../../../shared/bridge/case.ts';
import type { CallOutput } from '../../../shared/bridge/contract.ts';
import { awaitedBy, type AwaitedBy, type RecipientKind } from '../../../shared/domain/recipients.ts';

type Unit = CallOutput<'directory.units'>[number];

const kindOf = (unit: Unit | undefined): RecipientKind =>
  unit?.kind === 'safeguarding' || unit?.kind === 'professional_standards' ? unit.kind : 'detectives';

/** By when a received referral is to be acknowledged or answered, by the rule of its unit's kind; null once it is. */
export function receivedDue(row: ReferralRow, units: readonly Unit[]): AwaitedBy | null {
  if (row.stage !== 'issued' && row.stage !== 'acknowledged') return null;
  return awaitedBy({
    kind: kindOf(units.find(({ unit }) => unit === row.unit)),
    way: 'pack',
    ...{ body: row.unit, by: '', toldAt: row.issuedAt, code: null, chasedAt: null, chases: 0 },
    state: row.stage === 'issued' ? 'sent' : 'acknowledged',
    since: row.acknowledgedAt ?? row.issuedAt,
  });
}
