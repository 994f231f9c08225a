import type { z } from 'zod';
import type { caseCalls, ReferralRow } from '../../../shared/bridge/case.ts';
import { emptyCase, foldCase } from '../../../shared/domain/case-file.ts';
import { noInvestigation } from '../../../shared/domain/investigation.ts';
import { factsInView } from '../store/facts.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { draftsOf } from '../cases/drafts.ts';
import { refusals } from '../cases/refusals.ts';
import type { ReadConnection } from '../store/connection.ts';
import { eventsOf, inView } from '../store/events.ts';
import { directoryOf } from '../store/meta.ts';
import { DamagedRow, parseStored, unlessDamaged } from '../store/damaged-row.ts';
import { readPage } from './pack-pages.ts';
import { FoldedReferral, foldedReferral } from './fold-referral.ts';

interface StoredReferral extends Record<string, string | number> {
  case_id: string;
  unread: number;
  referral: string;
}

const referralRow = (db: ReadConnection, row: StoredReferral): z.output<typeof ReferralRow> => {
  const { case_id: caseId } = row;
  const folded = unlessDamaged(() => parseStored(FoldedReferral, row.referral, caseId), null);
  // The log says the same: a row that does not fit is folded again from it.
  const referral = folded ?? foldedReferral(db, caseId);
  if (referral === null) throw new DamagedRow(caseId);
  return { caseId, ...referral, unread: row.unread === 1 };
};

/** The referrals that were sent to this person's units, newest first; one whose log is damaged is left out. */
export const readReferrals = (db: ReadConnection): z.output<typeof ReferralRow>[] =>
  db
    .all<StoredReferral>('SELECT case_id, unread, referral FROM referrals ORDER BY issued_at DESC, case_id')
    .flatMap((row) => unlessDamaged(() => referralRow(db, row), []));

type Answer = z.output<(typeof caseCalls)['referral.read']['output']>;

/** A page of a referral's files. */
export function readReferralPage(
  db: ReadConnection,
  wanted: { caseId: string; file: string; page: number },
): Done<{ jpeg: string }> {
  const row = db.get('SELECT 1 FROM referrals WHERE case_id = ?', [wanted.caseId]);
  if (row === undefined) return failed('case_unknown');
  const file = eventsOf(db, wanted.caseId).filter(inView).reduce(foldCase, emptyCase(wanted.caseId));
  return readPage(db, file.referrals[0]?.pack ?? null, wanted);
}

export function readReferral(db: ReadConnection, caseId: string): Done<Answer> {
  const row = db.get<StoredReferral>('SELECT case_id, unread, referral FROM referrals WHERE case_id = ?', [caseId]);
  if (row === undefined) return failed('case_unknown');
  const file = eventsOf(db, caseId).filter(inView).reduce(foldCase, emptyCase(caseId));
  const people = directoryOf(db).users;
  const users = new Set(file.timeline.map((entry) => entry.by));
  return done({
    row: referralRow(db, row),
    pack: file.referrals[0]?.pack ?? null,
    investigation: file.referrals[0]?.investigation ?? noInvestigation,
    log: [...(file.referrals[0]?.log ?? [])],
    slots: { ...factsInView(db, caseId)?.facts.slots },
    drafts: draftsOf(db, caseId),
    refused: refusals(db, caseId),
    names: Object.fromEntries([...users].flatMap((user) => (people[user] ? [[user, people[user].name]] : []))),
  });
}
