/** What must not happen is refused with the reason and the way on, and that somebody tried stands in the journal. */
import { beforeAll, describe, expect, test } from 'vitest';
import { approveDisposal, proposeDisposal } from '../../../electron/vault/records/dispose.ts';
import { review } from '../../../electron/vault/referrals/review.ts';
import { noteRefusal } from '../../../electron/vault/referrals/note-refusal.ts';
import { errorWords } from '../../../renderer/words/errors.ts';
import { refusalWords } from '../../../renderer/words/refusals.ts';
import { textTarget } from '../../../shared/domain/annotation.ts';
import { DIRECTORY } from '../../../shared/domain/compartment.ts';
import { redacted } from '../../../shared/domain/redaction.ts';
import { sha256 } from '../../../shared/protocol/envelope.ts';
import {
  HubLog,
  id,
  organisation,
  reportEvent,
  signedBy,
  unsigned,
  type Organisation,
} from '../support/report-events.ts';
import { TestVault } from './support/vault.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

const grade = { source: '2', information: 'D', handling: 'C', action: 'A1', sanitisation: 'S2' } as const;
const said = 'He took the otter from her desk.';

/** Asha supervises; her vault holds a case with one graded statement. */
async function deskWithCase() {
  const vault = new TestVault(org);
  const directory = new HubLog(DIRECTORY);
  for (const header of org.directory) directory.add(unsigned(header));
  for (const user of [org.assessor.user, org.investigator.user]) {
    const set = org.directory.find(({ type, facets }) => type === 'user_set' && facets.user === user)!;
    const memberships = [
      { unit: 'MPS', role: 'supervisor' },
      ...(user === org.investigator.user ? [{ unit: 'MPS-INV', role: 'investigator' }] : []),
    ];
    directory.add(unsigned({ ...set, id: id(), facets: { ...set.facets, memberships } }));
  }
  await vault.sync.intake(directory.page());
  const [report] = await vault.receive(reportEvent(org, { narrative: said }));
  const [caseId, caseKey] = [report!.header.caseId, report!.caseKey!];
  vault.screen([caseId]);
  const target = textTarget(said, 0, said.length, sha256(said));
  const marked = vault.sign({ caseId, type: 'annotated', facets: { kind: 'statement' }, payload: { target } });
  if (!marked.ok) throw new Error(marked.error.code);
  const statement = marked.value.event!;
  vault.sign({ caseId, type: 'graded', facets: { statement }, payload: grade });
  return { vault, caseId, caseKey, statement };
}

/** Facets and contents of what was entered in the journal, whether or not its log is open yet. */
const entered = (vault: TestVault, type: string) =>
  vault.db
    .all<{ facets: string; payload: string }>(
      `SELECT header ->> '$.facets' AS facets, payload FROM events WHERE type = ?
       UNION ALL SELECT facets, payload FROM journal_pending WHERE type = ?`,
      [type, type],
    )
    .map(({ facets, payload }) => ({ facets: JSON.parse(facets), payload: JSON.parse(payload) }));

describe('a pack', () => {
  const pack = (statement: string, text: string, gaps?: object) => ({
    ...{ reference: 'D-1', title: 'At a desk', marking: 'OFFICIAL-SENSITIVE', handling: 'Named readers only.' },
    ...{ request: 'Please look.', subjects: [] },
    statements: [{ statement, text, grade, ...(gaps && { gaps }) }],
  });

  test('whose recipient would read what was covered is refused, and the refusal entered without a word of it', async () => {
    const { vault, caseId, statement } = await deskWithCase();
    const at = new Date(vault.now).toISOString();
    const covered = { id: id(), from: 8, to: 17, reason: 'REPORTER', by: org.assessor.user, at };
    const workings = { statements: [{ statement, text: said, redactions: [covered] }], kept: [] };
    const send = (text: string, gaps?: object) =>
      review(vault.writing, {
        ...{ caseId, unit: 'MPS-INV', outcome: 'investigate', holdSeconds: 0 },
        ...{ pack: pack(statement, text, gaps), workings },
      } as never);
    expect(send(said)).toMatchObject({ ok: false, error: { code: 'pack_redaction_missed' } });
    const [only] = entered(vault, 'pack_refused');
    expect(only).toMatchObject({ facets: { code: 'pack_redaction_missed' }, payload: { caseId } });
    expect(JSON.stringify(only)).not.toContain('otter');
    // What reaches the copy is not refused for it.
    const copy = redacted(said, workings.statements[0]!.redactions);
    expect(copy.text).not.toContain('otter');
    const right = send(copy.text, copy.gaps);
    expect(right.ok ? null : right.error.code).not.toBe('pack_redaction_missed');
  });

  test('in whose files the check finds text is entered with its code, and each code has words and a way on', async () => {
    const { vault, caseId } = await deskWithCase();
    for (const code of [
      'pack_file_text',
      'pack_file_annotations',
      'pack_file_attachments',
      'pack_file_metadata',
    ] as const) {
      noteRefusal(vault.writing, caseId, 'MPS-INV', code);
      const { what, next } = errorWords({ code, message: '' });
      expect([code, what !== '', next !== '']).toEqual([code, true, true]);
    }
    expect(entered(vault, 'pack_refused').map(({ facets }) => facets.code)).toEqual([
      ...['pack_file_text', 'pack_file_annotations', 'pack_file_attachments', 'pack_file_metadata'],
    ]);
  });
});

describe('a disposal under hold', () => {
  test('is refused, of the case and of single entries, proposed before or after, and every attempt entered', async () => {
    const { vault, caseId, caseKey, statement } = await deskWithCase();
    const whole = { scope: 'case', ground: 'unlawful', schedule: 'house-2026-11', group: '3' } as const;
    const single = { scope: 'entries', ground: 'unlawful', entries: [statement] };
    const propose = (what: object) =>
      proposeDisposal(vault.writing, { caseId, what, why: 'It must go.', basedOn: null } as never);
    const hold = signedBy(org.investigator, caseId, caseKey, 'hold_set', { kind: 'CORONER' }, { why: 'An inquest.' });
    await vault.receive(signedBy(org.investigator, caseId, caseKey, 'screened', { result: 'none' }, {}));
    // Proposed by the one, held meanwhile, and approved by the other all the same.
    const proposed = signedBy(org.investigator, caseId, caseKey, 'disposal_proposed', single, { why: 'Wrong case.' });
    await vault.receive(proposed, hold);
    const late = approveDisposal(vault.writing, { caseId, proposal: proposed.header.id });
    for (const refused of [late, propose(whole), propose(single)])
      expect(refused).toMatchObject({ ok: false, error: { detail: { reason: 'case_on_hold' } } });
    expect(entered(vault, 'disposal_refused')).toEqual(
      ['approve', 'propose', 'propose'].map((act) => ({
        facets: { act, reason: 'case_on_hold' },
        payload: { caseId },
      })),
    );
    const { why, who } = refusalWords('illegal_transition', 'case_on_hold', null);
    expect([why, who].every((words) => words !== '')).toBe(true);
    expect(vault.db.column(`SELECT count(*) FROM events WHERE type = 'erased'`)).toEqual([0]);
  });
});

test('an outcome out of order has its reason and its way on in words', () => {
  const { why, who } = refusalWords('illegal_transition', 'outcome_out_of_order', null);
  expect(why).toContain('does not follow');
  expect(who).toContain('Record what comes before it first');
});
