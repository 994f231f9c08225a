import type { HubCall, HubReply } from '../../electron/vault/sync/hub-transport.ts';
import type { HelloAnswer, HelloReply } from '../../shared/protocol/calls.ts';
import { completed } from '../../shared/protocol/hello-list.ts';
import type { Chance } from './chance.ts';
import type { SimHub } from './sim-hub.ts';
import { weighed, type Fates } from './tempers.ts';

/** Stands between the line and the hub, for rules of the hub that are knocked out. */
export type Between = (call: HubCall, deliver: () => Promise<HubReply>, hub: SimHub) => Promise<HubReply>;
/** Changes an answer that is served once more, for the guard against those. */
export type Refresh = (reply: HubReply, hub: SimHub) => Promise<HubReply>;

interface Parts {
  readonly hub: SimHub;
  /** Of the step at hand. */
  readonly chance: () => Chance;
  /** ms since 1970. */
  readonly now: () => number;
  readonly say: (line: string) => void;
  /** Under which device a workstation calls now. */
  readonly deviceOf: (name: string) => string;
  /** Whether this workstation may be given this compartment now, as the schedule sees it. */
  readonly mayHold: (name: string, compartment: string) => Promise<boolean>;
  readonly between: Between | null;
  readonly refresh: Refresh | null;
  readonly fates: Fates;
}

const lost: HubReply = { answered: false };
/** A call as a history tells it: the same in every organisation, so that no id and no hash is in it. */
export const pathOf = (target: string) =>
  target.split('?')[0]!.replace(/^\/v1\/compartments\/.*\/blobs\/.*/, '/v1/blobs');
const isPush = ({ target }: HubCall) => pathOf(target) === '/v1/events';
const isHello = ({ target }: HubCall) => target === '/v1/hello';
/** Two calls ask the same when the same device asks the same; every hello does, whatever it says that it knows already. */
const questionOf = (device: string, { method, target }: HubCall) => [device, method, target].join(' ');

/** The line between workstations and hub: it loses, delays, doubles, and now and then serves an older answer. */
export class Line {
  readonly cut = new Set<string>();
  mended = false;
  /** How often each has been greeted since the line was mended and the last work was brought. */
  readonly greeted = new Map<string, number>();
  /** Who is greeted next as before, by a hub that has been replaced meanwhile. */
  readonly older = new Set<string>();
  /** When (ms) each was last greeted by the hub, as the schedule's clock has it. */
  readonly heard = new Map<string, number>();
  /** The first time that somebody was given what they may not see, in words. */
  leak: string | null = null;
  /** Calls of which a copy is still on its way, and calls that nobody waits for any more. */
  readonly #late: { readonly name: string; readonly call: HubCall }[] = [];
  /** The last answer to each question of a workstation. */
  readonly #before = new Map<string, HubReply>();
  /** Of a hello the whole one too, as the hub might have given it, and the last that named only what had changed of another list. */
  readonly #whole = new Map<string, HelloAnswer>();
  readonly #otherList = new Map<string, HubReply>();
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async carry(name: string, call: HubCall): Promise<HubReply> {
    if (this.cut.has(name)) return lost;
    if (this.mended) this.#count(name, call);
    const fate = this.mended ? 'answered' : this.#fate();
    if (fate === 'lost') return lost;
    if (fate === 'late') {
      // Given up by who sent it, and it arrives all the same.
      this.#late.push({ name, call });
      return lost;
    }
    const reply = await this.#deliver(call);
    await this.#watch(name, call, reply);
    if (fate === 'unanswered') return cutOff(call, reply, this.#parts.chance());
    if (fate === 'doubled') this.#late.push({ name, call });
    const ofBefore = isHello(call) && this.older.delete(name);
    const heard =
      ofBefore || fate === 'stale' ? await this.#earlier(name, call, reply, ofBefore) : this.#kept(name, call, reply);
    // An older greeting that a vault has not taken in before is one to it: only TLS keeps such from it.
    if (isHello(call) && heard.answered && heard.status === 200) this.heard.set(name, this.#parts.now());
    return heard;
  }

  #fate(): keyof Fates | 'answered' {
    const { chance, fates } = this.#parts;
    const answered = 100 - Object.values(fates).reduce((sum, parts) => sum + parts, 0);
    return weighed(chance(), { ...fates, answered });
  }

  /** What was sent once comes late, or a second time. Nobody hears the answer. */
  async arriveLate(): Promise<void> {
    if (this.#late.length === 0) return;
    const { call } = this.#late.splice(this.#parts.chance().upTo(this.#late.length), 1)[0]!;
    this.#parts.say(`a call arrives late: ${pathOf(call.target)}`);
    await this.#deliver(call);
  }

  /** Whose pushes are still on their way. */
  senders(): string[] {
    return [...new Set(this.#late.filter(({ call }) => isPush(call)).map(({ name }) => name))];
  }

  /** The pushes that are still on their way arrive, whoever may have given them up; answers whether any did. */
  async arriveAtLast(): Promise<boolean> {
    const pushes = this.#late.splice(0).filter(({ call }) => isPush(call));
    for (const { call } of pushes) await this.#deliver(call);
    if (pushes.length > 0) this.greeted.clear();
    return pushes.length > 0;
  }

  #count(name: string, call: HubCall): void {
    if (isHello(call)) this.greeted.set(name, (this.greeted.get(name) ?? 0) + 1);
    // What one has brought, the others have still to fetch.
    if (call.target === '/v1/events') this.greeted.clear();
  }

  async #watch(name: string, { target }: HubCall, reply: HubReply): Promise<void> {
    if (this.#parts.hub.inReview() && reply.answered && reply.status === 200)
      this.leak ??= `${name} was answered before the review was ended`;
    const asked = /^\/v1\/(?:(?:feed|cases|kept)\?compartment=|compartments\/)([^&/]+)/.exec(target)?.[1];
    if (asked === undefined || !reply.answered || reply.status !== 200) return;
    const compartment = decodeURIComponent(asked);
    if (!(await this.#parts.mayHold(name, compartment))) this.leak ??= `${name} was given ${compartment}`;
  }

  #question(name: string, call: HubCall): string {
    return questionOf(this.#parts.deviceOf(name), call);
  }

  #kept(name: string, call: HubCall, reply: HubReply): HubReply {
    const good = reply.answered && reply.status === 200;
    if (!good || !(isHello(call) || call.method === 'GET')) return reply;
    const question = this.#question(name, call);
    if (isHello(call)) this.#keepGreeting(question, reply);
    this.#before.set(question, reply);
    return reply;
  }

  #keepGreeting(question: string, reply: HubReply): void {
    const greeting = greetingOf(reply);
    const whole = completed(greeting, this.#whole.get(question) ?? null);
    if (whole === null) this.#whole.delete(question);
    else this.#whole.set(question, whole);
    const before = this.#before.get(question);
    const list = before === undefined ? undefined : listOf(greetingOf(before));
    if (list !== undefined && list !== listOf(greeting)) this.#otherList.set(question, before!);
  }

  /** Something on the line serves an answer that the same question had before. */
  async #earlier(name: string, call: HubCall, reply: HubReply, ofBefore: boolean): Promise<HubReply> {
    const question = this.#question(name, call);
    const before = this.#before.get(question);
    if (before === undefined) return reply;
    const { say, refresh, hub, chance } = this.#parts;
    const kept = this.#whole.get(question);
    const whole = kept === undefined ? before : answering(kept);
    const greetings = [whole, before, this.#otherList.get(question) ?? before];
    const served = ofBefore || !isHello(call) ? whole : chance().pick(greetings);
    say(`${name} is served an older answer of ${pathOf(call.target)}`);
    return refresh === null ? served : refresh(served, hub);
  }

  #deliver(call: HubCall): Promise<HubReply> {
    const { between, hub } = this.#parts;
    const deliver = () => reach(hub, call);
    return between === null ? deliver() : between(call, deliver, hub);
  }
}

const greetingOf = (reply: HubReply) => JSON.parse(reply.answered ? reply.body.toString('utf8') : '') as HelloReply;
/** The digest of the list that it means, where it does not say the list itself. */
const listOf = (reply: HelloReply) => ('changed' in reply ? reply.changed.digest : undefined);
const answering = (body: HelloAnswer): HubReply => ({
  answered: true,
  status: 200,
  retryAfter: null,
  body: Buffer.from(JSON.stringify(body)),
});

/** The line is cut within the answer. Of a file's chunk what has come is kept, and the rest is asked for later. */
function cutOff({ target }: HubCall, reply: HubReply, chance: Chance): HubReply {
  if (!reply.answered || reply.status !== 200 || !target.includes('/blobs/')) return lost;
  return { answered: false, received: reply.body.subarray(0, chance.upTo(reply.body.length)) };
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
