/**
 * The figures that one force published of its first fifteen months (November 2022 to February 2024: 2,878 contacts, of
 * which 867 became reports, 728 investigations and 139 transfers), out of events: a year that is made up, with those counts.
 */
import { expect, test } from 'vitest';
import { HUB_DEVICE, NO_PAYLOAD_HASH, type EventHeader } from '../../shared/domain/header.ts';
import { csvOf } from '../../shared/domain/statistics/csv.ts';
import { foldMeasure, type Measure } from '../../shared/domain/statistics/measure.ts';
import { dated, published, tally } from '../../shared/domain/statistics/tally.ts';

const REPORTS = 867;
const INVESTIGATED = 728;
const CONTACTS = 2878;
const DAY = 86_400_000;
const BEGUN = Date.UTC(2022, 10, 29, 12);
const DAYS = 457;

const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const instant = (ms: number) => new Date(ms).toISOString();
const bytes = Buffer.alloc(32).toString('base64');

let numbered = 0;
const header = (caseId: string, at: number, type: string, facets: object): EventHeader => ({
  id: uuid(1_000_000 + (numbered += 1)),
  caseId,
  type,
  v: 1,
  actor: HUB_DEVICE,
  device: HUB_DEVICE,
  deviceSeq: 0,
  at: instant(at),
  facets: facets as EventHeader['facets'],
  payloadHash: NO_PAYLOAD_HASH,
});

/** The nth report of the year, spread evenly: assessed after three days, and sent where it belongs. */
function lifeOf(n: number): EventHeader[] {
  const caseId = uuid(n);
  const at = BEGUN + Math.floor((n * DAYS) / REPORTS) * DAY;
  const ours = n % REPORTS < INVESTIGATED;
  const report = {
    unit: 'MPS',
    force: ours ? 'MPS' : 'KENT',
    channel: n % 3 === 0 ? 'web' : 'phone',
    urgency: 'routine',
    reporterMode: 'anonymous',
    keepInContact: false,
    categories: ['OTHER'],
    reference: `R-${n}`,
    receivedAt: instant(at),
    disseminatedAt: instant(at),
    contentMac: '0'.repeat(64),
    caseKey: { batch: uuid(1), desk: uuid(2), sealed: { enc: bytes, ct: bytes }, wrapped: bytes },
  };
  const decision = ours
    ? { outcomes: ['investigate'], route: 'here' }
    : { outcomes: ['investigate'], route: 'other_force', force: 'KENT' };
  const referral = uuid(500_000 + n);
  const accepted = { referral, event: uuid(600_000 + n), type: 'referral_accepted', by: uuid(3), facets: {} };
  return [
    header(caseId, at, 'report_received', report),
    header(caseId, at + 3 * DAY, 'decided', decision),
    ...(ours
      ? [
          header(caseId, at + 3 * DAY, 'referred', { referral, unit: 'MPS-INV', outcome: 'investigate' }),
          header(caseId, at + 5 * DAY, 'referral_progressed', accepted),
        ]
      : []),
  ];
}

const year = Array.from({ length: REPORTS }, (_, n) => dated(lifeOf(n).reduce<Measure | null>(foldMeasure, null)!));
const PERIOD = { from: '2022-11-29', to: '2024-02-29' };

test('the published figures come out of the events, and so do the shares that were published with them', () => {
  const { counts, durations } = tally(year, PERIOD, 'month');
  expect(counts).toMatchObject({ received: 867, assessed: 867, investigation: 728, transferred: 139 });
  expect(Math.round((counts.received / CONTACTS) * 100)).toBe(30);
  expect(Math.round((counts.investigation / counts.received) * 100)).toBe(84);
  expect(Math.round((counts.transferred / counts.received) * 100)).toBe(16);
  expect(durations.assessed).toEqual({ count: 867, median: 3, ninetieth: 3 });
  expect(durations.investigation).toEqual({ count: 728, median: 5, ninetieth: 5 });
});

test('they are published to the nearest five, and the file says the same', () => {
  const figures = published(tally(year, PERIOD, 'force'));
  expect(figures.counts).toMatchObject({ received: 865, investigation: 730, transferred: 140 });
  const lines = csvOf(figures, 'force').split('\r\n');
  expect(lines[1]).toMatch(/^KENT,140,140,140,/);
  expect(lines.find((one) => one.startsWith('all,'))).toMatch(/^all,865,/);
});
