import fc from 'fast-check';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { describe, expect, test } from 'vitest';
import { exported, printed } from '../../shared/domain/events/taking-out.ts';
import { AgeRecipient } from '../../shared/domain/age-recipient.ts';
import { Role } from '../../shared/domain/events/directory.ts';
import type { CaseFacts } from '../../shared/domain/facts.ts';
import { mayTakeOut } from '../../shared/domain/taking-out.ts';
import { Grants } from '../../electron/vault/taking-out/grants.ts';
import { longestFit } from '../../renderer/print/sheets.ts';
import { policyInWords } from '../../renderer/features/settings/policy-words.ts';
import { defaultPolicy } from '../../shared/bridge/policy.ts';

const user = '019571e0-0000-7000-8000-000000000001';
const device = '019571e0-0000-7000-8000-000000000002';
const facts = (screened: CaseFacts['screened']) =>
  ({ kind: 'case', received: { unit: 'MPS' }, screened }) as unknown as CaseFacts;
const actor = (...memberships: { unit: string; role: Role }[]) => ({ user, device, memberships });

describe('who may take something out of a case', () => {
  const unit = fc.constantFrom('MPS', 'KENT', 'MPS-INV');
  const membership = fc.record({ unit, role: fc.constantFrom(...Role.options) });
  const screen = fc.constantFrom('none' as const, 'declared' as const, undefined);

  test('is a supervisor of its desk who has passed its conflict screen, and nobody else', () => {
    let allowed = 0;
    fc.assert(
      fc.property(fc.array(membership, { maxLength: 6 }), screen, (memberships, result) => {
        const verdict = mayTakeOut(actor(...memberships), facts(result === undefined ? {} : { [user]: result }));
        const supervises = memberships.some(({ unit: where, role }) => where === 'MPS' && role === 'supervisor');
        expect(verdict.ok).toBe(supervises && result === 'none');
        if (verdict.ok) allowed++;
      }),
      { numRuns: 2000 },
    );
    expect(allowed).toBeGreaterThan(10);
  });

  test('is told whose it is to do', () => {
    expect(mayTakeOut(actor({ unit: 'MPS', role: 'assessor' }), facts({ [user]: 'none' }))).toEqual({
      ok: false,
      refusal: { code: 'not_permitted', reason: 'role_missing', who: 'supervisor' },
    });
    expect(mayTakeOut(actor({ unit: 'MPS', role: 'supervisor' }), null)).toMatchObject({ ok: false });
  });
});

describe('the journal’s entry of a print or a copy', () => {
  test('shows the hub codes only: no text, no case, no name', () => {
    const facets = { reason: 'hearing', parts: ['report'], to: 'printer' };
    expect(printed.facets.safeParse(facets).success).toBe(true);
    for (const more of [{ caseId: user }, { takenTo: 'The panel' }, { note: 'words' }])
      expect(printed.facets.safeParse({ ...facets, ...more }).success).toBe(false);
    expect(printed.facets.safeParse({ ...facets, reason: 'because' }).success).toBe(false);
    expect(exported.facets.safeParse({ reason: 'hearing', sealedTo: 'age1whoever' }).success).toBe(false);
  });

  test('always names a recipient', () => {
    expect(printed.payload.safeParse({ caseId: user, takenTo: '  ' }).success).toBe(false);
    expect(printed.payload.safeParse({ caseId: user, takenTo: 'The panel' }).success).toBe(true);
  });
});

describe('a leave to take something out', () => {
  const wanted = { caseId: user, reason: 'hearing', takenTo: 'x', parts: ['report'], seal: null } as const;
  test('is good once, for its own kind, for five minutes', () => {
    let now = 0;
    let made = 0;
    const grants = new Grants(
      () => now,
      () => `grant ${++made}`,
    );
    const first = grants.give({ kind: 'print', wanted: { ...wanted, parts: ['report'] } });
    expect(grants.take(first, 'export')).toBeNull();
    expect(grants.take(first, 'print')).toMatchObject({ caseId: user });
    expect(grants.take(first, 'print')).toBeNull();
    const late = grants.give({ kind: 'print', wanted: { ...wanted, parts: ['report'] } });
    now += 5 * 60_000;
    expect(grants.take(late, 'print')).toBeNull();
    expect(grants.take('made up', 'print')).toBeNull();
  });
});

describe('an age recipient', () => {
  test('is taken as age writes it, and refused with any one letter changed', async () => {
    for (let run = 0; run < 10; run++) {
      const recipient = await identityToRecipient(await generateX25519Identity());
      expect(AgeRecipient.safeParse(recipient).success).toBe(true);
      fc.assert(
        fc.property(
          fc.integer({ min: 4, max: recipient.length - 1 }),
          fc.constantFrom(...'qpzry9x8gf2tvdw0s3jn54khce6mua7l'),
          (at, letter) => {
            const changed = recipient.slice(0, at) + letter + recipient.slice(at + 1);
            expect(AgeRecipient.safeParse(changed).success).toBe(changed === recipient);
          },
        ),
      );
    }
  });
});

describe('a text that is longer than its page', () => {
  test('is cut where it fits, between words, and loses nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zé😀]{1,12}$/u), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 200 }),
        (words, room) => {
          const text = words.join(' ');
          const fit = longestFit(text, (part) => part.length <= room);
          expect(fit).toBeLessThanOrEqual(Math.min(room, text.length));
          if (text.length <= room) expect(fit).toBe(text.length);
          else if (text.slice(1, room + 1).includes(' ')) expect(text[fit]).toBe(' ');
          expect(/[\uD800-\uDBFF]$/.test(text.slice(0, fit))).toBe(false);
        },
      ),
    );
  });
});

describe('the administrator’s policy', () => {
  test('is put into words field by field, none left out', () => {
    const said = policyInWords(defaultPolicy);
    expect(said.map(({ field }) => field).sort()).toEqual(Object.keys(defaultPolicy).sort());
    for (const { words } of said) expect(words).toMatch(/^[A-Z].*\.$/);
    const strict = policyInWords({ ...defaultPolicy, allowPrint: false, hubAddress: 'https://hub.example' });
    expect(strict.find(({ field }) => field === 'allowPrint')?.words).toBe('Not allowed.');
    expect(strict.find(({ field }) => field === 'hubAddress')?.words).toContain('https://hub.example');
  });
});
