/** Every error that the protocol names has what the workstation does, and words with the next step. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reactions, type Reaction } from '../../electron/vault/sync/reactions.ts';
import { fieldsOf, isWhole, ownVersion, written } from '../../renderer/features/sync/third-fields.ts';
import { canReplace, thirdWay } from '../../renderer/features/sync/use-ways.ts';
import { gapSentence } from '../../renderer/words/bundles.ts';
import { errorWords } from '../../renderer/words/errors.ts';
import { refusalWords } from '../../renderer/words/refusals.ts';
import { clockSentence, stepsOf, syncSentence } from '../../renderer/words/sync.ts';
import { definitionOf } from '../../shared/domain/events/index.ts';
import { ProblemCode } from '../../shared/protocol/calls.ts';

/** Who meets it: the answer to a whole call, the verdict on one event, this workstation by itself, or a bundle. */
type Met = Reaction | 'verdict' | 'here' | 'bundle';
const named: Readonly<Record<string, Met>> = {
  protocol_unsupported: 'stop_pushing',
  schema_unsupported: 'stop_pushing',
  upgrade_required: 'stop_pushing',
  epoch_changed: 'new_hello',
  cursor_invalid: 'reset_log',
  cursor_ahead: 'reset_log',
  checkpoint_inconsistent: 'freeze',
  device_seq_gap: 'send_again',
  device_forked: 'shut_out',
  device_revoked: 'shut_out',
  event_id_reuse: 'new_id',
  conflict: 'verdict',
  illegal_transition: 'verdict',
  dependency_refused: 'verdict',
  invalid_event: 'stop_pushing',
  access_withdrawn: 'new_hello',
  lease_expired: 'here',
  clock_skew: 'sign_again',
  auth_required: 'ask_seldom',
  signature_invalid: 'ask_seldom',
  blob_missing: 'fetch_again',
  blob_hash_mismatch: 'fetch_again',
  quota: 'split',
  too_large: 'split',
  rate_limited: 'back_off',
  unavailable: 'back_off',
  bundle_gap: 'bundle',
  bundle_not_for_you: 'bundle',
  bundle_expired: 'bundle',
};
/** What the contract has beside the protocol's own list. */
const beside: Readonly<Record<string, Met>> = {
  enrolment_refused: 'ask_seldom',
  not_found: 'ask_seldom',
  sign_in_refused: 'ask_seldom',
};
/** What this workstation finds out by itself. */
const found = [
  'hub_untrusted',
  'hub_not_trusted',
  'own_entries_missing',
  'invalid_answer',
  'answers_disagree',
  'vault_restored',
];

/** A sentence that a person can act on, or that says that nothing has to be done. */
const isNextStep = (next: string) => /^\p{Lu}.{8,}[.]$/su.test(next);

describe('every error of the protocol', () => {
  test.each(Object.entries({ ...named, ...beside }))('%s: %s, and words with the next step', (code, met) => {
    if (ProblemCode.safeParse(code).success) expect(reactions[code as ProblemCode]).toBe(met);
    else expect(['verdict', 'here', 'bundle']).toContain(met);
    const { what, why, next } = errorWords({ code, message: '' });
    expect(what).toMatch(/\.$/);
    expect(why).not.toContain('The code is');
    expect(isNextStep(next)).toBe(true);
    if (met === 'verdict') expect(refusalWords(code, null, null).what).not.toBe('');
  });

  test('is in the table, and no other', () => {
    expect(
      Object.keys({ ...named, ...beside })
        .filter((code) => ProblemCode.safeParse(code).success)
        .sort(),
    ).toEqual([...ProblemCode.options].sort());
  });

  test.each(found)('and what is found out here, %s, says the next step too', (code) => {
    const { what, why, next } = errorWords({ code, message: '' });
    expect(what).toMatch(/\.$/);
    expect(why).not.toContain('The code is');
    expect(isNextStep(next)).toBe(true);
  });

  test('a gap that cannot close does not say that it is being sent again', () => {
    const { next } = errorWords({ code: 'own_entries_missing', message: '' });
    expect(next).toContain('enrolment code');
    expect(next).not.toContain('again');
    expect(errorWords({ code: 'device_seq_gap', message: '' }).next).toContain('sent again');
  });

  test('a gap of a bundle names the log and the entries', () => {
    const gaps = [{ compartment: 'desk:MPS', from: 4, to: 9 }];
    const kept = gapSentence({ gaps, toReadAgain: false });
    expect(kept).toMatch(/the desk MPS from 4 to 9/);
    expect(kept).not.toContain('this one again');
    expect(gapSentence({ gaps, toReadAgain: true })).toContain('this one again');
  });

  test('stands in the comment of the reactions as it is done', () => {
    const source = readFileSync('electron/vault/sync/reactions.ts', 'utf8');
    for (const reaction of new Set(Object.values(reactions))) expect(source).toContain(`- \`${reaction}\`:`);
  });
});

const now = Date.parse('2026-03-02T10:00:00.000Z');
const idle = {
  phase: 'idle' as const,
  offlineSince: null,
  completeAsOf: null,
  waiting: 0,
  refused: 0,
  progress: null,
  problem: null,
  held: false,
  unverified: 0,
  refolding: null,
  cases: 0,
  casesSaid: null,
};

describe('the one sentence of sync', () => {
  test('tells a pause with how far it is, what is being sent, and how many of the refused are in conflict', () => {
    const progress = { step: 'history' as const, received: 12_000, total: 100_000 };
    expect(syncSentence({ ...idle, held: true, progress }, now)).toBe(
      'Paused at 12,000 of 100,000 · 0 waiting · 0 refused',
    );
    expect(syncSentence({ ...idle, waiting: 3, sending: 2 }, now)).toBe('Sending 2 · 3 waiting · 0 refused');
    expect(syncSentence({ ...idle, refused: 3, conflicts: 2 }, now)).toMatch(/· 3 refused, 2 in conflict$/);
    expect(syncSentence({ ...idle, phase: 'receiving', progress: { ...progress, step: 'first_pages' } }, now)).toMatch(
      /^Receiving what is urgent first ·/,
    );
  });

  test('never calls it in sync while a log is frozen or the hub takes nothing', () => {
    const completeAsOf = new Date(now).toISOString();
    expect(syncSentence({ ...idle, completeAsOf }, now)).toMatch(/^In sync at /);
    for (const problem of ['checkpoint_inconsistent', 'schema_unsupported', 'own_entries_missing'])
      expect(syncSentence({ ...idle, completeAsOf, problem }, now)).toBe(
        'Not everything syncs · 0 waiting · 0 refused',
      );
  });

  test('tells a clock that is off, how far and which way, and that nothing is refused for it', () => {
    const minutes = 60_000;
    expect(syncSentence({ ...idle, clockOff: null }, now)).not.toContain('clock');
    for (const [off, says] of [
      [12 * minutes, '12 min ahead of'],
      [-3 * 24 * 60 * minutes, '3 d behind'],
    ] as const) {
      expect(syncSentence({ ...idle, clockOff: off }, now)).toMatch(/ · clock wrong$/);
      expect(clockSentence(off)).toContain(says);
      expect(clockSentence(off)).toContain('accepted all the same');
    }
  });

  test('the steps never tell more than there is, have at most one of sync under way, and are none when nothing is left', () => {
    const counts = fc.nat(200_000);
    fc.assert(
      fc.property(
        fc.constantFrom('first_pages' as const, 'history' as const),
        counts,
        counts,
        counts,
        fc.option(counts, { nil: null }),
        (step, received, missing, cases, casesSaid) => {
          const progress = { step, received, total: received + missing };
          const steps = stepsOf({ ...idle, progress, cases, casesSaid });
          expect(steps.filter(({ state }) => state === 'now')).toHaveLength(1);
          const [, known, said] = /Cases here: ([\d,]+)(?: of ([\d,]+))?/.exec(steps[1]!.words)!;
          const number = (text: string) => Number(text.replaceAll(',', ''));
          if (said !== undefined) expect(number(known!)).toBeLessThanOrEqual(number(said));
        },
      ),
    );
    expect(stepsOf(idle)).toEqual([]);
    expect(stepsOf({ ...idle, unverified: 5 }).map(({ state }) => state)).toEqual(['now']);
  });
});

/** Own versions of every slot that can be written anew in the drawer. */
const versions = {
  allocated: { facets: { to: '0196f000-0000-7000-8000-000000000001' }, payload: {} },
  safe_contact_set: { facets: {}, payload: { who: 'a', how: 'b', when: 'c', never: 'd' } },
  person_identified: {
    facets: { person: '0196f000-0000-7000-8000-000000000001', role: 'reported', identification: 'possible' },
    payload: { rank: 'Sergeant', basis: 'A collar number' },
  },
  question_reviewed: {
    facets: { question: '0196f000-0000-7000-8000-000000000001', verdict: 'approved' },
    payload: { comment: 'Good' },
  },
  clock_moved: {
    facets: { clock: 'REVIEW', due: '2026-03-02T10:00:00.000Z' },
    payload: { reason: 'A witness is away' },
  },
  clock_settled: {
    facets: { clock: 'REVIEW', result: 'done', at: '2026-03-02T10:00:00.000Z' },
    payload: { because: 'It was done' },
  },
  handed_over: { facets: { to: '0196f000-0000-7000-8000-000000000001' }, payload: { line: 'Ring back' } },
} as const;

describe('a third version', () => {
  test.each(Object.entries(versions))('of %s is whatever its schema takes, after any change of a text', (type, own) => {
    const definition = definitionOf(type, 1)!;
    expect(fieldsOf(type).length).toBeGreaterThan(0);
    const begun = ownVersion(own as never);
    expect(isWhole(begun, type)).toBe(true);
    const texts = fieldsOf(type).filter(({ kind }) => kind === 'text');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme-ascii' })), {
          maxLength: 4,
        }),
        (changes) => {
          const third = changes.reduce(
            (version, [at, words]) =>
              texts.length === 0 ? version : written(version, texts[at % texts.length]!, words),
            begun,
          );
          // What its schema would refuse, the button does not offer to sign.
          if (!isWhole(third, type)) return;
          expect(definition.facets.safeParse(third.facets).success).toBe(true);
          expect(definition.payload!.safeParse(third.payload).success).toBe(true);
        },
      ),
    );
  });

  test('is written here, on the case’s own stage, or not at all where the case may not be read', () => {
    const at = (type: string, open = true, stands: 'here' | 'not_screened' | 'nothing' | 'not_arrived' = 'here') =>
      ({ type, open, stands }) as const;
    expect(thirdWay(at('safe_contact_set'))).toBe('here');
    expect(thirdWay(at('decided'))).toBe('in_case');
    expect(thirdWay(at('referred'))).toBe('in_case');
    expect(thirdWay(at('hand_over_accepted'))).toBeNull();
    expect(thirdWay(at('decided', false))).toBeNull();
    expect(canReplace(at('decided', false))).toBe(false);
    // Nobody signs over what they have not seen.
    expect(canReplace(at('decided', true, 'not_arrived'))).toBe(false);
    expect(canReplace(at('decided', true, 'not_screened'))).toBe(false);
    expect(canReplace(at('hand_over_accepted'))).toBe(true);
    expect(canReplace(at('referred'))).toBe(false);
  });
});
