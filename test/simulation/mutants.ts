import { moveCursor } from '../../electron/vault/store/compartments.ts';
import type { HubReply } from '../../electron/vault/sync/hub-transport.ts';
import type { HelloReply, PushAnswer, PushRequest } from '../../shared/protocol/calls.ts';
import type { Faults } from './schedule.ts';
import type { SimHub } from './sim-hub.ts';

const isPush = ({ target }: { target: string }) => target === '/v1/events';
const answerOf = (reply: HubReply): PushAnswer | null =>
  reply.answered && reply.status === 200 ? (JSON.parse(reply.body.toString('utf8')) as PushAnswer) : null;

/** Rules of the protocol, each knocked out by itself. A simulation that misses one of them proves nothing about it. */
export const mutants: Readonly<Record<string, Faults>> = {
  'an event counts as answered before the hub has it': {
    knock: (store) => ({
      async outbox(events, chars) {
        const offered = await store.outbox(events, chars);
        await store.verdicts(offered.map(({ header }) => ({ id: header.id, status: 'accepted' })));
        return offered;
      },
    }),
  },
  'the cursor moves before the events are taken in': {
    knock: (store, vault, hold) => ({
      async intake(page) {
        await hold('step', 'moves the cursor', () => Promise.resolve(moveCursor(vault.db, page, page.checkpoint)));
        await store.intake(page);
      },
    }),
  },
  'a new epoch does not put the cursors back': {
    knock: () => ({ startEpoch: () => Promise.resolve() }),
  },
  'a refusal does not use up its number': {
    between: async (call, deliver, hub) => {
      const reply = await deliver();
      const refused = isPush(call) ? (answerOf(reply)?.results.filter(({ status }) => status === 'refused') ?? []) : [];
      if (refused.length > 0) await hub.forgetRefusals(refused.map(({ id }) => id));
      return reply;
    },
  },
  'the answer of a push moves the cursor': {
    knock: (store, vault) => ({
      async verdicts(results) {
        const told = await store.verdicts(results);
        const accepted = results.filter(({ status }) => status === 'accepted').length;
        vault.db.run(`UPDATE compartments SET tree_size = tree_size + ? WHERE compartment LIKE 'desk:%'`, [accepted]);
        return told;
      },
    }),
  },
  'what was accepted is not kept to be offered again': {
    knock: (store) => ({ startEpoch: (epoch) => store.startEpoch(epoch, Number.MAX_SAFE_INTEGER) }),
  },
  'what was withdrawn is not purged': {
    knock: () => ({ purge: () => Promise.resolve() }),
  },
  'a push of an older epoch is taken': {
    between: async (call, deliver, hub) => {
      if (!isPush(call)) return deliver();
      const { hubEpoch } = JSON.parse(call.body) as PushRequest;
      if (hubEpoch === hub.epoch()) return deliver();
      await hub.pretendEpoch(hubEpoch);
      try {
        return await deliver();
      } finally {
        await hub.pretendEpoch(null);
      }
    },
  },
  'an older answer is taken for a new one': { refresh },
  'what a hello does not name is taken for withdrawn': {
    between: async (call, deliver) => {
      const reply = await deliver();
      if (call.target !== '/v1/hello' || !reply.answered || reply.status !== 200) return reply;
      const told = JSON.parse(reply.body.toString('utf8')) as HelloReply;
      if (!('changed' in told)) return reply;
      const { changed, ...rest } = told;
      return { ...reply, body: Buffer.from(JSON.stringify({ ...rest, compartments: changed.compartments })) };
    },
  },
  'keys are neither renewed nor passed on': { passesNothingOn: true },
};

/** The answer says of itself that it is of now. */
async function refresh(reply: HubReply, hub: SimHub): Promise<HubReply> {
  if (!reply.answered || reply.status !== 200) return reply;
  const told = JSON.parse(reply.body.toString('utf8')) as Record<string, unknown>;
  const now = { hubEpoch: hub.epoch(), grantsVersion: await hub.grantsVersion() };
  return { ...reply, body: Buffer.from(JSON.stringify({ ...told, ...now })) };
}

/** Where a rule that is knocked out is looked for: from which seed on, and whether only where somebody is gone home. */
interface Sought {
  readonly from: number;
  /** The schedules of `crossing` alone, which were made for it: of the others hardly one in a thousand would miss it. */
  readonly crossing?: true;
}

/**
 * The first seed known to miss each rule, from which the suite begins. It may move with any change of the code: what
 * counts is that a rule is missed within 1,000 schedules from there.
 */
export const sought: Readonly<Record<string, Sought>> = {
  'an event counts as answered before the hub has it': { from: 1 },
  'the cursor moves before the events are taken in': { from: 123 },
  'a new epoch does not put the cursors back': { from: 7 },
  'a refusal does not use up its number': { from: 41 },
  'the answer of a push moves the cursor': { from: 2 },
  'what was accepted is not kept to be offered again': { from: 7 },
  'what was withdrawn is not purged': { from: 1 },
  'a push of an older epoch is taken': { from: 2071, crossing: true },
  'an older answer is taken for a new one': { from: 2027, crossing: true },
  'what a hello does not name is taken for withdrawn': { from: 1 },
  'keys are neither renewed nor passed on': { from: 74 },
};
