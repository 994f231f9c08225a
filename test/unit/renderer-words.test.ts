import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorLine, errorWords } from '../../renderer/words/errors.ts';
import { eventName, nextActs, stateNames, viewNames } from '../../renderer/words/labels.ts';
import { foundSoFar, refoldingInShort } from '../../renderer/words/refolding.ts';
import { refusalReasons, refusalWords } from '../../renderer/words/refusals.ts';
import { syncSentence } from '../../renderer/words/sync.ts';
import { CaseState, NextAct, View } from '../../shared/bridge/desk.ts';
import { SyncState } from '../../shared/bridge/session.ts';
import { DeviceSecretRefusal } from '../../shared/bridge/vault-start.ts';
import { definitions } from '../../shared/domain/events/index.ts';
import { ProblemCode } from '../../shared/protocol/calls.ts';

const fallback = 'The code is';

/** Every code that the vault's sources hand to the page. */
function codesOfVault(): string[] {
  const files = readdirSync('electron/vault', { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'));
  const sources = files.map((file) => readFileSync(`electron/vault/${file}`, 'utf8'));
  const found = sources.flatMap((text) =>
    [...text.matchAll(/(?:failed\(|\bcode: )'([a-z_]+)'/g)].map(([, code]) => code!),
  );
  return [...new Set(found)];
}

/** Every code that the contract names in a comment after `Error` or `Errors`. */
function codesOfContract(): string[] {
  const files = readdirSync('shared/bridge').map((file) => readFileSync(`shared/bridge/${file}`, 'utf8'));
  const told = files.flatMap((text) =>
    [...text.matchAll(/Errors?:? (?:of signing: )?([^\n]*)/g)].map(([, line]) => line!),
  );
  return [...new Set(told.flatMap((line) => [...line.matchAll(/`([a-z_]+)`/g)].map(([, code]) => code!)))];
}

describe('the catalogue of words', () => {
  /** What the hub says of one event, and what the workstation says by itself, beside the problems of whole calls. */
  const ofProtocol = ['conflict', 'illegal_transition', 'dependency_refused', 'lease_expired', 'clock_ran_back'];
  const codes = [...ProblemCode.options, ...DeviceSecretRefusal.options, ...ofProtocol];

  test.each(codes)('has what, why and next for %s', (code) => {
    const { what, why, next } = errorWords({ code, message: '' });
    expect(why).not.toContain(fallback);
    expect(Math.min(what.length, next.length)).toBeGreaterThan(0);
  });

  test('knows every code that the contract names', () => {
    const codes = codesOfContract();
    expect(codes).toContain('wrong_passphrase');
    const unknown = codes.filter((code) => errorWords({ code, message: '' }).why.startsWith(fallback));
    expect(unknown).toEqual([]);
  });

  test('knows every code that the vault answers', () => {
    const unknown = codesOfVault().filter((code) => errorWords({ code, message: '' }).why.startsWith(fallback));
    expect(unknown).toEqual([]);
  });

  test('has a sentence and a next step for any code at all, and names an unknown one', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (code) => {
        const { what, next } = errorWords({ code, message: '' });
        expect(what).toMatch(/\.$/);
        expect(next.length).toBeGreaterThan(0);
      }),
    );
    expect(errorLine({ code: 'conflict', message: '' })).toContain('colleague');
    expect(errorWords({ code: 'never_heard_of', message: '' }).why).toContain('never_heard_of');
  });

  test('says why a refusal happened and who may act', () => {
    const words = refusalWords('not_permitted', 'role_missing', 'supervisor');
    expect(words.why).toContain('role');
    expect(words.who).toContain('supervisor');
    expect(refusalWords('conflict', null, null).who).toContain('keep what stands');
  });

  test.each(Object.keys(refusalReasons))('says who may act, or what may be done, where %s refused it', (reason) => {
    for (const code of ['not_permitted', 'illegal_transition', 'invalid_event']) {
      const { what, why, next } = errorWords({ code, message: '', detail: { reason, who: null } });
      expect(why).not.toBe('');
      expect(next).toMatch(/^[A-Z].*\.$/);
      expect(next).not.toBe(what);
      expect(next).not.toBe('You may decide anew, or keep what stands.');
    }
    const byRole = errorWords({ code: 'not_permitted', message: '', detail: { reason, who: 'supervisor' } });
    expect(byRole.next).toBe('It may be done by a supervisor of the unit.');
  });

  test('names every view, next act, state and kind of event', () => {
    for (const view of View.options) expect(viewNames[view]).toBeTruthy();
    for (const act of NextAct.options) expect(nextActs[act]).toBeTruthy();
    for (const state of CaseState.options) expect(stateNames[state]).toBeTruthy();
    for (const { type } of definitions) expect(eventName(type)).not.toBe(type);
    expect(eventName('of_the_future')).toBe('of_the_future');
  });

  test('tells line, waiting and refused in one sentence in every phase of sync', () => {
    const now = Date.parse('2026-03-02T10:00:00.000Z');
    for (const phase of SyncState.shape.phase.options) {
      const told = { phase, offlineSince: null, completeAsOf: null, progress: null, problem: null, held: false };
      expect(syncSentence({ ...told, waiting: 3, refused: 1 }, now)).toMatch(/^\S.* · 3 waiting · 1 refused$/);
    }
  });

  test('tells how far the cases are read anew, and that a search is not complete before', () => {
    const refolding = { done: 41_200, total: 100_000 };
    expect(refoldingInShort(refolding)).toBe('Search is being renewed: 41,200 of 100,000 cases');
    expect(foundSoFar(refolding)).toMatch(/^Not complete yet: .*41,200 of 100,000 cases/);
  });
});
