/**
 * What colleagues did before the tour began: cases closed years ago, decisions of last month with their approvals, and what
 * waits for a supervisor today. Signed by two invented people on devices of their own, each event at the time of its day.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { deskOf } from '../../shared/domain/compartment.ts';
import type { EventType, FacetsOf, PayloadOf } from '../../shared/domain/events/index.ts';
import { BatchCaseKey } from '../../shared/domain/keys.ts';
import type { EventHeader } from '../../shared/domain/header.ts';
import type { WireEvent } from '../../shared/protocol/calls.ts';
import { makeEnvelope, open } from '../../shared/protocol/envelope.ts';
import { batchContext, caseKeyContext, hpkeOpen, privateKeyObject } from '../../shared/protocol/keys.ts';
import { adminClient } from '../../server/cli/admin-client.ts';
import { dataFolder } from '../../server/cli/data-folder.ts';
import { withHub, type HubAccess } from '../../server/cli/hub-access.ts';
import { openKeyring } from '../../server/cli/keyring-files.ts';
import { demonstrationPassphrases, fixedPassphrases } from '../../server/cli/passphrase.ts';
import { membershipsOf } from '../../server/cli/roles.ts';
import { enrolDevice, hubClient } from '../../server/device/hub-client.ts';
import { type EnrolledIdentity, fingerprintOf, newDeviceIdentity } from '../../server/device/identity.ts';
import { outbox } from '../../server/device/outbox.ts';
import type { Keyring } from '../../server/keyring/contents.ts';
import { grant } from '../../server/keyring/keyring.ts';
import { hubCommand } from '../start/hub-process.ts';

/** The desk at which it happened. */
export const pastDesk = 'GMP';
/** Whom some of the reports name. */
export const named = 'Otto Vesper';
/** Who decided, and who approved. */
export const colleagues = { assessor: 'Bronwen Tarrant', supervisor: 'Idris Penhale' } as const;

const DAY = 86_400_000;
const OLD = 6;
const LAST_MONTH = 12;
const WAITING = 8;

const stories = [
  'Otto Vesper was said to have looked up a neighbour twice. No date was given, and the neighbour could not be named.',
  'The caller had heard that somebody at the front counter takes gifts. They did not see it and knew nobody who had.',
  'An anonymous text spoke of a sergeant who is rude at briefings. It gave no station, no shift and no words.',
] as const;

interface Past {
  readonly reference: string;
  /** ms since 1970. */
  readonly receivedAt: number;
}

/** The third of last month: two and a half weeks on is that month still, in London as well. */
function lastMonth(now: number): number {
  const today = new Date(now);
  return Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 1, 3, 9);
}

function pastCases(now: number): Record<'old' | 'lastMonth' | 'waiting', Past[]> {
  const many = (count: number, from: number, receivedAt: (index: number) => number): Past[] =>
    Array.from({ length: count }, (_, index) => ({
      reference: `DEMO-0-${from + index}`,
      receivedAt: receivedAt(index),
    }));
  return {
    old: many(OLD, 3001, (index) => now - (7 * 366 + index * 40) * DAY),
    lastMonth: many(LAST_MONTH, 7001, (index) => lastMonth(now) + index * DAY),
    waiting: many(WAITING, 8001, (index) => now - (20 - index) * DAY),
  };
}

const inbound = ({ reference, receivedAt }: Past, index: number) => ({
  reference,
  channel: 'web',
  reporterMode: 'confidential',
  keepInContact: true,
  receivedAt: new Date(receivedAt).toISOString(),
  disseminatedAt: new Date(receivedAt + 3_600_000).toISOString(),
  urgency: 'routine',
  force: pastDesk,
  categories: [['OTHER'], ['INFO_FOR_GAIN'], ['HATE_PREJUDICE']][index % 3],
  narrative: stories[index % stories.length],
  subjects: [
    {
      ...(index % 4 === 0 && { name: named }),
      rank: ['constable', 'front counter staff', 'sergeant'][index % 3],
      station: 'Harrowmere',
    },
  ],
  peopleAtRisk: [],
  attachments: [],
});

interface Received {
  readonly caseId: string;
  readonly caseKey: Uint8Array;
}

/** A colleague with a device that has no window. */
interface Colleague {
  readonly user: string;
  /** Signs and sends one event, as if at that moment (ms). Answers its id; throws where the hub refuses it. */
  sign<T extends EventType>(
    at: number,
    of: Received,
    type: T,
    facets: FacetsOf<T>,
    payload: PayloadOf<T>,
    v?: number,
  ): Promise<string>;
}

async function enrolled(access: HubAccess, keyring: Keyring, name: string, role: string): Promise<EnrolledIdentity> {
  const admin = adminClient(access);
  const user = await admin.setUser({ name, memberships: membershipsOf([role], undefined, await admin.units()) });
  const answer = await enrolDevice(access.transport, newDeviceIdentity(), (await admin.makeCode(user)).code);
  if (!answer.ok) throw new Error(answer.problem.title);
  const vouched = await grant(access.transport, keyring, answer.value.device, fingerprintOf(answer.value));
  if (!vouched.ok) throw new Error(vouched.reason);
  return answer.value;
}

/** What this device signs, numbered and sealed. */
async function signer(access: HubAccess, identity: EnrolledIdentity): Promise<Colleague> {
  const client = hubClient(access.transport, identity);
  const hello = await client.hello();
  if (!hello.ok) throw new Error(hello.problem.title);
  const { hubEpoch } = hello.value;
  let last = hello.value.lastDeviceSeq;
  const box = outbox(client, identity, hubEpoch, last);
  const key = privateKeyObject('ed25519', identity.signing.privateKey);
  const { user } = identity.enrolled;
  return {
    user,
    async sign(at, { caseId, caseKey }, type, facets, payload, v = 1) {
      last += 1;
      const { header, signature, sealed } = makeEnvelope(
        {
          ...{ id: v7({ msecs: at }), caseId, type, v, actor: user, device: identity.device, deviceSeq: last },
          at: new Date(at).toISOString(),
          facets: facets as EventHeader['facets'],
        },
        payload,
        caseKey,
        key,
      );
      const event: WireEvent = { header, signature, sealed: Buffer.from(sealed!).toString('base64') };
      const pushed = await box.push([event]);
      const verdict = pushed.ok ? pushed.verdicts[0] : undefined;
      if (verdict?.status !== 'accepted') throw new Error(`${type}: ${JSON.stringify(pushed)}`);
      return header.id;
    },
  };
}

/** The cases of the desk with the keys of their contents, by reference: opened with the unit's key, as a workstation does. */
async function casesOf(access: HubAccess, keyring: Keyring, reader: EnrolledIdentity): Promise<Map<string, Received>> {
  const client = hubClient(access.transport, reader);
  const cases = new Map<string, Received>();
  for (let seq = 0; ;) {
    const page = await client.feed(deskOf(pastDesk), 1, seq);
    if (!page.ok) throw new Error(page.problem.title);
    for (const each of page.value.events) {
      if (!('header' in each) || each.header.type !== 'report_received') continue;
      const { caseId, facets } = each.header;
      const caseKey = await openCaseKey(keyring, caseId, BatchCaseKey.parse(facets.caseKey));
      if (caseKey !== null) cases.set(String(facets.reference), { caseId, caseKey });
    }
    const last = page.value.events.at(-1)?.seq ?? seq;
    if (last === seq) return cases;
    seq = last;
  }
}

async function openCaseKey(keyring: Keyring, caseId: string, { batch, desk, sealed, wrapped }: BatchCaseKey) {
  const held = keyring.units[pastDesk]?.find(({ key }) => key === desk);
  if (held === undefined) return null;
  const batchKey = await hpkeOpen(held.privateKey, sealed, 'candour-batch-v1', batchContext(batch, pastDesk));
  return batchKey === null ? null : open(batchKey, Buffer.from(wrapped, 'base64'), caseKeyContext(caseId));
}

const nothing = 'It names no place, no time and no person, and nobody who could be asked.';

/** Brings the reports, and signs what the two colleagues did with them. The hub listens already. */
export async function playPast(folder: string, data: string, now: number): Promise<void> {
  const past = pastCases(now);
  const file = join(folder, 'past.jsonl');
  const reports = [...past.old, ...past.lastMonth, ...past.waiting].map(inbound);
  writeFileSync(file, reports.map((each) => `${JSON.stringify(each)}\n`).join(''));
  await hubCommand(data, ['demo', '--reports', file, '--json']);
  const place = dataFolder(data);
  await withHub(place, undefined, async (access) => {
    const { contents } = await openKeyring(place, fixedPassphrases(demonstrationPassphrases(place)));
    const identity = await enrolled(access, contents, colleagues.assessor, 'assessor:*');
    const bronwen = await signer(access, identity);
    const idris = await signer(access, await enrolled(access, contents, colleagues.supervisor, 'supervisor:*'));
    const received = await casesOf(access, contents, identity);
    const each = async (list: readonly Past[], play: (of: Received, at: number, index: number) => Promise<unknown>) => {
      for (const [index, { reference, receivedAt }] of list.entries()) {
        const of = received.get(reference);
        if (of === undefined) throw new Error(`${reference} has not come`);
        await bronwen.sign(receivedAt + DAY, of, 'screened', { result: 'none' }, {});
        await play(of, receivedAt + DAY, index);
      }
    };
    const decide = (of: Received, at: number, outcome: 'investigate' | 'record') => {
      const payload = { rationale: nothing, optionsRejected: [] };
      return bronwen.sign(at, of, 'decided', { outcomes: [outcome], route: 'here' }, payload, 2);
    };
    await each(past.old, (of, at) => decide(of, at, 'investigate'));
    await each(past.lastMonth, async (of, at) => {
      const decision = await decide(of, at + DAY, 'record');
      await idris.sign(at + 2 * DAY, of, 'screened', { result: 'none' }, {});
      await idris.sign(at + 2 * DAY, of, 'decision_reviewed', { decision, verdict: 'approved' }, {});
    });
    await each(past.waiting, async (of, at, index) => {
      // The last ones nobody holds yet.
      if (index > 5) return;
      await bronwen.sign(at, of, 'allocated', { to: bronwen.user }, {});
      if (index < 3) await decide(of, at + 3 * DAY, 'record');
      else if (index === 3)
        await bronwen.sign(
          at + DAY,
          of,
          'question_proposed',
          {},
          {
            text: 'On which day of the week was it?',
            purpose: 'To find the shift without asking anybody who was there.',
            check: { asksToAct: false, reveals: false, endangers: false },
          },
        );
      else if (index === 4) {
        const why = 'Three reports in the same words name three officers of one team, who gave evidence in May.';
        await bronwen.sign(at + DAY, of, 'concern_raised', { kind: 'malicious' }, { why });
      }
    });
  });
}
