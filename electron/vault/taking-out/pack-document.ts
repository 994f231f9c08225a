import type { SavedPack } from '../../../shared/bridge/saved-pack.ts';
import type { PackDocument } from '../../../shared/bridge/taking-out.ts';
import { emptyCase, foldCase } from '../../../shared/domain/case-file.ts';
import type { TakingReason } from '../../../shared/domain/events/taking-out.ts';
import { jcs } from '../../../shared/protocol/canonical.ts';
import { sha256 } from '../../../shared/protocol/envelope.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { readPage } from '../referrals/pack-pages.ts';
import type { ReadConnection } from '../store/connection.ts';
import { eventsOf, inView } from '../store/events.ts';
import { directoryOf, identityOf } from '../store/meta.ts';

export interface PackAbout {
  readonly caseId: string;
  readonly referral: string;
  readonly takenTo: string;
  readonly reason: TakingReason;
  /** ISO 8601. */
  readonly at: string;
}

/** A pack as it was signed and sent, with every page of its files; nothing else of its case is looked at. */
export function packDocument(db: ReadConnection, about: PackAbout): Done<PackDocument> {
  const { caseId, referral, takenTo, reason, at } = about;
  const file = eventsOf(db, caseId).filter(inView).reduce(foldCase, emptyCase(caseId));
  const sent = file.referrals.find((each) => each.referral === referral);
  if (sent === undefined || sent.pack === null) return failed('pack_unknown');
  const { pack } = sent;
  const pages: PackDocument['pages'] = [];
  for (const { file: id, pages: promised } of pack.files ?? [])
    for (const [index] of promised.entries()) {
      const page = readPage(db, pack, { caseId: referral, file: id, page: index + 1 });
      if (!page.ok) return page;
      pages.push({ file: id, page: index + 1, jpeg: page.value.jpeg });
    }
  const directory = directoryOf(db);
  const identity = identityOf(db);
  return done({
    printedBy: directory.users[identity.user]?.name ?? identity.name,
    printedAt: at,
    takenTo,
    reason,
    unitName: directory.units[sent.unit]?.name ?? sent.unit,
    issuedAt: sent.at,
    pack,
    pages,
  });
}

/**
 * The machine-readable pack: one JSON document by `resources/schemas/referral-pack.schema.json`. `packSha256` is over the
 * canonical JSON of `pack` (RFC 8785); every page has its own hash in the pack.
 */
export const packJson = ({ pack, pages, unitName, issuedAt, printedAt, printedBy, takenTo }: PackDocument): string =>
  JSON.stringify({
    format: 'candour-pack',
    version: 1,
    packSha256: sha256(jcs(pack)),
    issuedTo: unitName,
    issuedAt,
    savedBy: printedBy,
    savedAt: printedAt,
    savedFor: takenTo,
    pack,
    pages,
  } satisfies SavedPack);
