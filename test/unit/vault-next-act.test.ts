import { describe, expect, test } from 'vitest';
import { nextAct } from '../../electron/vault/cases/next-act.ts';
import type { CaseFacts } from '../../shared/domain/facts.ts';
import { noWork } from '../../shared/domain/work-facts.ts';

const facts = (change: Partial<CaseFacts> = {}): CaseFacts => ({
  kind: 'case',
  caseId: 'c',
  received: {
    unit: 'MPS',
    force: 'MPS',
    channel: 'web',
    urgency: 'routine',
    reporterMode: 'anonymous',
    keepInContact: false,
    categories: [],
    reference: 'R-1',
    receivedAt: '2026-03-01T07:00:00.000Z',
    disseminatedAt: '2026-03-01T07:00:00.000Z',
    contentMac: '0'.repeat(64),
  },
  screened: { me: 'none' },
  allocatedTo: null,
  annotations: {},
  graded: [],
  danger: 'no',
  categories: [],
  decision: null,
  referrals: {},
  work: noWork,
  state: 'in_assessment',
  slots: {},
  needsUpdate: false,
  ...change,
});
const statement = (withdrawn = false) => ({ kind: 'statement' as const, author: 'me', withdrawn });
const decision = (outcomes: ('investigate' | 'record')[]) => ({ id: 'd', by: 'me', outcomes, route: 'here' as const });
const referral = (acknowledgedBy: string | null) => ({ r: { unit: 'MPS-INV', by: 'me', at: '', acknowledgedBy } });

describe('the next act', () => {
  test.each([
    ['answer_refusal', facts(), 1],
    ['screen', facts({ screened: { another: 'none' } }), 0],
    ['assess_risk', facts({ danger: null }), 0],
    ['grade', facts(), 0],
    ['grade', facts({ annotations: { a: statement(), b: statement() }, graded: ['a'] }), 0],
    ['decide', facts({ annotations: { a: statement(), b: statement(true) }, graded: ['a'] }), 0],
    ['refer', facts({ decision: decision(['investigate']) }), 0],
    ['nothing', facts({ decision: decision(['record']) }), 0],
    ['await_acknowledgement', facts({ decision: decision(['investigate']), referrals: referral(null) }), 0],
    ['nothing', facts({ decision: decision(['investigate']), referrals: referral('them') }), 0],
  ] as const)('is %s', (wanted, given, refused) => {
    expect(nextAct(given, 'me', refused)).toBe(wanted);
  });
});
