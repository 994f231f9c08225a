import { createHash, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditEntry } from '../../shared/domain/audit/entry.ts';
import { auditKindOf, auditKinds } from '../../shared/domain/audit/kind.ts';
import { definitions } from '../../shared/domain/events/index.ts';
import { DIRECTORY_CASE, HUB_DEVICE, NO_PAYLOAD_HASH, type EventHeader } from '../../shared/domain/header.ts';
import type { CaseFacts } from '../../shared/domain/facts.ts';
import { isOnOwnList } from '../../shared/domain/own-list.ts';
import { noWork } from '../../shared/domain/work-facts.ts';
import { signAuditFile, type AuditFileEntry, type AuditFileLine } from '../../shared/protocol/audit-file.ts';
import { checkAuditFile } from '../../shared/protocol/check-audit-file.ts';
import { signCheckpoint } from '../../shared/protocol/checkpoint.ts';
import { signHeader } from '../../shared/protocol/envelope.ts';
import { LeafTree, rootOfPath } from '../../shared/protocol/inclusion.ts';
import { makeKeyPair, privateKeyObject } from '../../shared/protocol/keys.ts';
import { leafOf } from '../../shared/protocol/leaf.ts';
import { append, emptyTree, root } from '../../shared/protocol/merkle.ts';
import { namedIn, wantedPerson } from '../../electron/vault/subjects/name-match.ts';
/** A UUIDv7 for a number. */
const id = (n: number) => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

const hashOf = (n: number) => createHash('sha256').update(String(n)).digest('hex');

describe('the path of a place', () => {
  test('leads to the root of the log at every size, and nothing else does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (n, pickSize, pickPlace) => {
        const leaves = Array.from({ length: n }, (_, at) => hashOf(at));
        const tree = new LeafTree(leaves);
        const size = 1 + (pickSize % n);
        const place = pickPlace % size;
        const expected = root(leaves.slice(0, size).reduce(append, emptyTree));
        const path = tree.path(place, size);
        expect(tree.root(size)).toBe(expected);
        expect(rootOfPath(leaves[place]!, place, size, path)).toBe(expected);
        expect(rootOfPath(hashOf(-1), place, size, path)).not.toBe(expected);
        expect(rootOfPath(leaves[place]!, place, size, [...path, hashOf(-2)])).not.toBe(expected);
        if (size > 1) expect(rootOfPath(leaves[place]!, (place + 1) % size, size, path)).not.toBe(expected);
      }),
      { numRuns: 400 },
    );
  });
});

const header = (type: string, v: number, facets: EventHeader['facets'], caseId = id(1)): EventHeader => ({
  ...{ id: id(2), caseId, type, v, actor: id(3), device: id(4), deviceSeq: 1 },
  at: '2026-03-01T09:00:00.000Z',
  facets,
  payloadHash: NO_PAYLOAD_HASH,
});

describe('every event', () => {
  test('has one kind of section 62, whatever its facets and contents are, and no word of contents gets into it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...definitions),
        fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 1 })),
        fc.jsonValue({ maxDepth: 2 }),
        ({ type, v, home }, facets, contents) => {
          const made = header(type, v, facets as EventHeader['facets'], home === 'directory' ? DIRECTORY_CASE : id(1));
          const entry = auditEntry(made, contents);
          expect(auditKinds).toContain(entry.kind);
          expect(auditKinds.filter((kind) => kind === auditKindOf(made))).toHaveLength(1);
          const secret = { narrative: 'the otter', reason: 'the otter', takenTo: 'the otter', caseId: 'no id' };
          if (home !== 'journal') expect(JSON.stringify(auditEntry(made, secret))).not.toContain('otter');
        },
      ),
    );
  });
});

const hub = makeKeyPair('ed25519');
const author = makeKeyPair('ed25519');
const hubId = id(9);
const device = id(4);
const user = id(3);

/** A signed export over a log of `n` consultations, all but the last `ahead` of them under the checkpoint. */
function exported(n: number, ahead: number) {
  const placed = (log: string, events: readonly { header: EventHeader; signature: string | null }[], size: number) => {
    const hubTime = '2026-03-01T09:00:01.000Z';
    const tree = new LeafTree(events.map((event) => leafOf(event.header, event.signature, hubTime)));
    const note = signCheckpoint({ hubId, compartment: log, epoch: 1, size, root: tree.root(size) }, hub);
    const lines = events.map((event, at) => ({
      ...event,
      ...(at < size ? { hubTime, seq: at + 1, path: tree.path(at, size) } : { hubTime: null, seq: null, path: null }),
      compartment: log,
    }));
    return { lines, log: { is: 'log' as const, compartment: log, checkpoint: note } };
  };
  const enrolled = {
    ...header(
      'device_enrolled',
      1,
      { device, user, signingKey: author.publicKey, sealingKey: author.publicKey },
      DIRECTORY_CASE,
    ),
    ...{ actor: HUB_DEVICE, device: HUB_DEVICE },
  };
  const directory = placed('directory', [{ header: enrolled, signature: null }], 1);
  const key = privateKeyObject('ed25519', author.privateKey);
  const consulted = Array.from({ length: n }, (_, at) => {
    const made = { ...header('case_consulted', 1, { how: 'opened' }, device), id: id(100 + at), deviceSeq: at + 1 };
    return { header: made, signature: signHeader(made, key) };
  });
  const journal = placed(`journal:${device}`, consulted, Math.max(1, n - ahead));
  const contents = { caseId: id(50), reason: 'COVER' };
  const entries = journal.lines.map((line): AuditFileEntry => ({
    is: 'entry',
    ...auditEntry(line.header, contents),
    reference: 'R-1',
    ...line,
    contents,
  }));
  const opening = {
    ...{ is: 'audit' as const, version: 1 as const, marking: 'OFFICIAL', hubId, hubKey: hub.publicKey },
    ...{ device, signingKey: author.publicKey, user, name: 'Ada', at: '2026-03-02T09:00:00.000Z' },
    ...{ reason: 'oversight' as const, takenTo: 'The inspectorate', filter: {}, entries: n },
  };
  const authors = directory.lines.map((line) => ({ is: 'author' as const, name: 'Ada', ...line }));
  const lines: Exclude<AuditFileLine, { is: 'end' }>[] = [opening, directory.log, journal.log, ...authors, ...entries];
  return { lines, key };
}

describe('an exported audit', () => {
  test('is found right, and says how many entries are in no signed log yet', () => {
    const { lines, key } = exported(9, 2);
    expect(checkAuditFile(signAuditFile(lines, key))).toMatchObject({
      ok: true,
      audit: { entries: 9, proved: 7, notYet: 2 },
    });
  });

  test('that was changed anywhere, cut, or put together anew without the workstation’s key is found', () => {
    const { lines, key } = exported(5, 1);
    const text = signAuditFile(lines, key);
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('a', '0', '}', ' ', ''), (pick, other) => {
        const at = pick % text.length;
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        fc.pre(changed !== text);
        expect(checkAuditFile(changed).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
    const stranger = generateKeyPairSync('ed25519').privateKey;
    expect(checkAuditFile(signAuditFile(lines, stranger)).ok).toBe(false);
    for (let gone = 0; gone < lines.length; gone++)
      expect(checkAuditFile(signAuditFile(lines.toSpliced(gone, 1), key)).ok, `line ${gone}`).toBe(false);
  });

  test('in which the exporter itself lied about an event is found', () => {
    const { lines, key } = exported(5, 1);
    const lie = (change: (entry: AuditFileEntry) => AuditFileEntry) =>
      checkAuditFile(
        signAuditFile(
          lines.map((line, at) => (at === 4 && line.is === 'entry' ? change(line) : line)),
          key,
        ),
      );
    const codes = (verdict: ReturnType<typeof checkAuditFile>) =>
      verdict.ok ? [] : verdict.faults.map(({ code }) => code);
    expect(codes(lie((entry) => ({ ...entry, justification: 'SUPERVISION' })))).toContain('says_otherwise');
    expect(codes(lie((entry) => ({ ...entry, header: { ...entry.header, at: '2020-01-01T00:00:00.000Z' } })))).toEqual(
      expect.arrayContaining(['bad_signature', 'not_in_log']),
    );
    expect(codes(lie((entry) => ({ ...entry, seq: 2 })))).toContain('not_in_log');
    expect(codes(lie((entry) => ({ ...entry, header: { ...entry.header, actor: id(77) } })))).toContain(
      'bad_signature',
    );
    expect(codes(checkAuditFile(signAuditFile([...lines, lines[4]!], key)))).toContain('twice');
  });
});

describe('a name', () => {
  const word = fc.stringMatching(/^[a-z]{5,9}$/);
  test('is found wherever it stands, in capitals, with accents or turned round, and said how', () => {
    fc.assert(
      fc.property(word, word, fc.constantFrom('', 'Then ', 'a b c '), (given, surname, before) => {
        fc.pre(!given.startsWith(surname.slice(0, 3)) && !surname.startsWith(given.slice(0, 3)));
        const wanted = wantedPerson(`${given} ${surname}`, '')!;
        const ways = (text: string) => namedIn(text, wanted).map(({ way }) => way);
        expect(ways(`${before}${given.toUpperCase()} ${surname}`)).toContain('exact');
        expect(ways(`${before}${surname}, ${given}`)).toContain('exact');
        expect(ways(`${before}${given[0]}. ${surname}`)).toContain('initial');
        expect(ways(`zz ${surname} zz`)).toEqual(['surname']);
        expect(wantedPerson(`${surname}, ${given}`, '')).toEqual(wanted);
      }),
    );
  });

  test('in another spelling is found beside its given name, and a stranger’s is not', () => {
    const ways = (name: string, text: string, number = '') =>
      namedIn(text, wantedPerson(name, number)!).map(({ way }) => way);
    expect(ways('Siân Davies', 'that Sian Davis said')).toEqual(['variant']);
    expect(ways('Robert Marsh', 'PC Rob Marsh was there')).toEqual(['variant']);
    expect(ways('Robert Marsh', 'in the harsh light')).toEqual([]);
    expect(ways('', 'PC MP 1234 was there', 'mp1234')).toEqual(['number']);
    expect(ways('Jane Doe', 'nobody at all')).toEqual([]);
  });
});

describe('one’s own list', () => {
  const at = '2026-03-02T09:00:00.000Z';
  const other = id(8);
  const facts = {
    ...{ kind: 'case', caseId: id(1), screened: {}, allocatedTo: null, annotations: {} },
    received: { unit: 'MPS', urgency: 'routine', receivedAt: at, disseminatedAt: at },
    ...{ graded: [], danger: null, categories: [], decision: null, referrals: {}, state: 'received', slots: {} },
    needsUpdate: false,
  };
  const ownOf = (role: 'assessor' | 'supervisor') => {
    const actor = { user, device, memberships: [{ unit: 'MPS', role }] };
    return (more: object, work: object = {}) =>
      isOnOwnList(actor, { ...facts, ...more, work: { ...noWork, ...work } } as unknown as CaseFacts);
  };
  const own = ownOf('assessor');
  const held = { allocatedTo: other };
  const decided = { decision: { id: id(2), by: other, outcomes: ['investigate'], route: 'local' } };
  const alert = (acknowledgedBy: string | null) => ({
    alerts: { a: { by: other, at, officer: null, acknowledgedBy } },
  });
  const task = (holder: string | null, settled = false) => ({
    tasks: { a: { by: other, kind: 'task', holder, due: null, settled } },
  });

  test('holds what one holds, what waits for anybody or for oneself, and everybody in danger', () => {
    expect(own({})).toBe(true);
    expect(own({ allocatedTo: user })).toBe(true);
    expect(own(held)).toBe(false);
    expect(own(decided)).toBe(false);
    expect(own({ decision: { ...decided.decision, by: user } })).toBe(true);
    expect(own(held, { handOver: { offer: id(3), to: user, by: other, at } })).toBe(true);
    expect(own(held, task(user))).toBe(true);
    expect(own(held, task(null))).toBe(true);
    expect(own(held, task(other))).toBe(false);
    expect(own(held, task(user, true))).toBe(false);
    expect(own(held, alert(null))).toBe(true);
    expect(own(held, alert(other))).toBe(false);
    expect(own({ ...held, danger: 'yes' })).toBe(true);
    expect(own({ ...held, received: { ...facts.received, urgency: 'immediate' } })).toBe(true);
    expect(own({ ...decided, danger: 'yes' })).toBe(false);
  });

  test('of a supervisor holds what waits for a word of theirs, and not the rest that colleagues hold', () => {
    const supervisor = ownOf('supervisor');
    expect(supervisor(held)).toBe(false);
    expect(supervisor(decided)).toBe(false);
    for (const work of [
      { concerns: { a: { by: other, state: 'raised' } } },
      { questions: { [id(4)]: { by: other, at, state: 'proposed', passedAt: null } } },
      { swapAskedBy: other },
    ]) {
      expect(own(held, work)).toBe(false);
      expect(supervisor(held, work)).toBe(true);
    }
    expect(supervisor(held, { checks: { a: { by: other, at, answered: false } } })).toBe(false);
  });
});
