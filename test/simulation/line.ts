import type { HubCall, HubReply } from '../../electron/vault/sync/hub-transport.ts';
import type { Chance } from './chance.ts';
import type { SimHub } from './sim-hub.ts';

/** Stands between the line and the hub, for rules of the hub that are knocked out. */
export type Between = (call: HubCall, deliver: () => Promise<HubReply>, hub: SimHub) => Promise<HubReply>;
/** Changes an answer that is served once more, for the guard against those. */
export type Refresh = (reply: HubReply, hub: SimHub) => Promise<HubReply>;

interface Parts {
  readonly hub: SimHub;
  /** Of the step at hand. */
  readonly chance: () => Chance;
  readonly say: (line: string) => void;
  /** Whether this workstation may be given this compartment now, as the schedule sees it. */
  readonly mayHold: (name: string, compartment: string) => Promise<boolean>;
  readonly between: Between | null;
  readonly refresh: Refresh | null;
}

const lost: HubReply = { answered: false };
const pathOf = ({ target }: HubCall) => target.split('?')[0]!;

/** The line between workstations and hub: it loses, delays, doubles, and now and then serves an older answer. */
export class Line {
  readonly cut = new Set<string>();
  mended = false;
  /** How often each has been greeted since the line was mended and the last work was brought. */
  readonly greeted = new Map<string, number>();
  /** The first time that somebody was given what they may not see, in words. */
  leak: string | null = null;
  /** Calls of which a copy is still on its way, and calls that nobody waits for any more. */
  readonly #late: HubCall[] = [];
  /** The last answer to each question of a workstation. */
  readonly #before = new Map<string, HubReply>();
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async carry(name: string, call: HubCall): Promise<HubReply> {
    if (this.cut.has(name)) return lost;
    if (this.mended) this.#count(name, call);
    const fate = this.mended ? 99 : this.#parts.chance().upTo(100);
    if (fate < 5) return lost;
    if (fate < 10) {
      // Given up by who sent it, and it arrives all the same.
      this.#late.push(call);
      return lost;
    }
    const reply = await this.#deliver(call);
    await this.#watch(name, call, reply);
    if (fate < 18) return lost;
    if (fate < 27) this.#late.push(call);
    return fate < 33 ? this.#earlier(name, call, reply) : this.#kept(name, call, reply);
  }

  /** What was sent once comes late, or a second time. Nobody hears the answer. */
  async arriveLate(): Promise<void> {
    if (this.#late.length === 0) return;
    const [call] = this.#late.splice(this.#parts.chance().upTo(this.#late.length), 1);
    this.#parts.say(`a call arrives late: ${pathOf(call!)}`);
    await this.#deliver(call!);
  }

  /** The pushes that are still on their way arrive, whoever may have given them up; answers whether any did. */
  async arriveAtLast(): Promise<boolean> {
    const pushes = this.#late.splice(0).filter((call) => pathOf(call) === '/v1/events');
    for (const call of pushes) await this.#deliver(call);
    if (pushes.length > 0) this.greeted.clear();
    return pushes.length > 0;
  }

  #count(name: string, call: HubCall): void {
    if (call.target === '/v1/hello') this.greeted.set(name, (this.greeted.get(name) ?? 0) + 1);
    // What one has brought, the others have still to fetch.
    if (call.target === '/v1/events') this.greeted.clear();
  }

  async #watch(name: string, { target }: HubCall, reply: HubReply): Promise<void> {
    if (this.#parts.hub.inReview() && reply.answered && reply.status === 200)
      this.leak ??= `${name} was answered before the review was ended`;
    const asked = /^\/v1\/(?:feed|cases)\?compartment=([^&]+)/.exec(target)?.[1];
    if (asked === undefined || !reply.answered || reply.status !== 200) return;
    const compartment = decodeURIComponent(asked);
    if (!(await this.#parts.mayHold(name, compartment))) this.leak ??= `${name} was given ${compartment}`;
  }

  #kept(name: string, call: HubCall, reply: HubReply): HubReply {
    if (call.target === '/v1/hello' || call.method === 'GET') this.#before.set(name + call.target, reply);
    return reply;
  }

  /** Something on the line serves the answer that the same question had before. */
  async #earlier(name: string, call: HubCall, reply: HubReply): Promise<HubReply> {
    const before = this.#before.get(name + call.target);
    if (before === undefined) return reply;
    const { say, refresh, hub } = this.#parts;
    say(`${name} is served an older answer of ${pathOf(call)}`);
    return refresh === null ? before : refresh(before, hub);
  }

  #deliver(call: HubCall): Promise<HubReply> {
    const { between, hub } = this.#parts;
    const deliver = () => reach(hub, call);
    return between === null ? deliver() : between(call, deliver, hub);
  }
}

async function reach({ app }: SimHub, { method, target, headers, body }: HubCall): Promise<HubReply> {
  const payload = body === '' ? {} : { payload: body };
  const answer = await app.inject({ method, url: target, headers: { ...headers }, ...payload });
  const retryAfter = answer.headers['retry-after'];
  return {
    answered: true,
    status: answer.statusCode,
    retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
    body: answer.rawPayload,
  };
}
