/**
 * A desk's log as a hub would serve it: reports sealed by a gateway and what assessors signed afterwards, in pages of
 * the feed whose checkpoints are signed. Nothing here needs a hub process, and nothing is left out that a vault checks.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { deskOf } from '../../../shared/domain/compartment.ts';
import type { InboundReport } from '../../../shared/domain/inbound.ts';
import { limits, type FeedAnswer, type FeedEvent } from '../../../shared/protocol/calls.ts';
import { signCheckpoint } from '../../../shared/protocol/checkpoint.ts';
import { makeKeyPair, privateKeyObject } from '../../../shared/protocol/keys.ts';
import { leafOf } from '../../../shared/protocol/leaf.ts';
import { append, emptyTree, root, type TreeHead } from '../../../shared/protocol/merkle.ts';
import type { TakenEvent } from '../../../electron/vault/sync/sync-store.ts';
import { demonstrationReports } from '../../../server/demo/reports.ts';
import { contentMac, facetsOf, payloadOf } from '../../../server/gateway/report-event.ts';
import {
  organisation,
  reportEvent,
  signedBy,
  START,
  workstation,
  type Organisation,
  type Workstation,
} from '../../integration/support/report-events.ts';

type Unplaced = Omit<TakenEvent, 'seq' | 'hubTime'>;

export interface PreparedOffice {
  readonly org: Organisation;
  readonly hubId: string;
  readonly hubKey: ReturnType<typeof makeKeyPair>;
  /** The assessor's other workstation: what was signed there is nobody's own outbox here. */
  readonly elsewhere: Workstation;
}

export async function preparedOffice(): Promise<PreparedOffice> {
  const org = await organisation();
  const elsewhere: Workstation = { ...workstation(org.assessor.name), user: org.assessor.user };
  return { org, hubId: randomUUID(), hubKey: makeKeyPair('ed25519'), elsewhere };
}

/** Whether a case is among so many of a thousand, the same for the same case and question. */
const among = (n: number, question: number, perMille: number) =>
  Math.floor(((Math.imul(n + 1, 2654435761 + question * 40503) >>> 0) / 2 ** 32) * 1000) < perMille;

const macKey = randomBytes(32);

/**
 * One report and what became of it: a quarter are screened, an eighth decided, a fifth allocated, five in a thousand
 * declared. The newest two hundred wait for the screen, as in a morning.
 */
function* eventsOfCase(office: PreparedOffice, report: InboundReport, n: number, fresh: boolean): Generator<Unplaced> {
  const { org, elsewhere } = office;
  // The demonstration's reports are dealt to forces; they all lie on the one desk of this assessor.
  const facets = facetsOf(report, 'MPS', contentMac(macKey, report));
  const opened = reportEvent(org, payloadOf(report, []), facets);
  yield opened;
  if (fresh || opened.caseKey === null) return;
  const { caseId } = opened.header;
  const sign = (who: Workstation, type: string, signed: Record<string, unknown>, payload: unknown = {}) =>
    signedBy(who, caseId, opened.caseKey!, type, signed as never, payload);
  if (among(n, 1, 200))
    yield sign(org.colleague, 'allocated', { to: among(n, 2, 500) ? org.assessor.user : org.colleague.user });
  if (among(n, 3, 5)) return yield sign(elsewhere, 'screened', { result: 'declared' });
  if (!among(n, 4, 250)) return;
  yield sign(elsewhere, 'screened', { result: 'none' });
  if (!among(n, 5, 500)) return;
  yield sign(
    elsewhere,
    'decided',
    { outcomes: [among(n, 6, 700) ? 'record' : 'investigate'], route: 'here' },
    {
      rationale: 'What was reported can be checked against records that the force already holds.',
      optionsRejected: [],
    },
  );
}

/** Every event of a desk with so many cases, oldest report first; `skip` cases are there already. */
function* eventsOfDesk(office: PreparedOffice, cases: number, skip: number): Generator<Unplaced> {
  const now = new Date(Date.UTC(2026, 2, 1));
  let n = 0;
  for (const report of demonstrationReports({ count: cases, seed: 11, now })) {
    if (n >= skip) yield* eventsOfCase(office, report, n, n >= cases - 200);
    n++;
  }
}

/**
 * Answers of `GET /v1/feed` as bytes, oldest first, each ending at a checkpoint of its own.
 * @param start the log as far as it is held already, and how many cases that is
 */
export function* feedPages(
  office: PreparedOffice,
  cases: number,
  start: { readonly tree: TreeHead; readonly cases: number } = { tree: emptyTree, cases: 0 },
): Generator<Uint8Array> {
  const compartment = deskOf('MPS');
  const { hubId, hubKey } = office;
  const signingKey = privateKeyObject('ed25519', hubKey.privateKey);
  let tree = start.tree;
  let page: FeedEvent[] = [];
  const flush = (): Uint8Array => {
    const claim = { hubId, compartment, epoch: 1, size: tree.size, root: root(tree) };
    const checkpoint = signCheckpoint(claim, hubKey, signingKey);
    const answer: FeedAnswer = { hubEpoch: 1, grantsVersion: 0, compartment, events: page, hasMore: false, checkpoint };
    page = [];
    return Buffer.from(JSON.stringify(answer));
  };
  for (const { header, signature, sealed } of eventsOfDesk(office, cases, start.cases)) {
    const hubTime = new Date(START + tree.size).toISOString();
    tree = append(tree, leafOf(header, signature, hubTime));
    const bytes = sealed === null ? null : Buffer.from(sealed).toString('base64');
    page.push({ header, signature, sealed: bytes, seq: tree.size, hubTime });
    if (page.length === limits.pageEvents) yield flush();
  }
  if (page.length > 0) yield flush();
}
