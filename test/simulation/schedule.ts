import type { HubCall, HubReply } from '../../electron/vault/sync/hub-transport.ts';
import { chanceOf, type Chance } from './chance.ts';
import { brokenPromises } from './promises.ts';
import { deeds, SimWorkstation, type Knock } from './sim-workstation.ts';
import type { SimHub } from './sim-hub.ts';
import { DESK, type SimWorld } from './sim-world.ts';
import { quiet } from './waiting.ts';

export interface Scheduled {
  readonly seed: number;
  /** How many things happened before the line was mended. */
  readonly steps: number;
  /** What was done, a line each; the end says what was broken. */
  readonly history: readonly string[];
  /** Null when everything that was promised held. */
  readonly failure: string | null;
}

export interface Faults {
  /** How many things happen before the line is mended and everybody may finish. */
  readonly steps?: number;
  readonly knock?: Knock | null;
  /** Stands between the line and the hub, for rules of the hub that are knocked out. */
  readonly between?: Between | null;
  /** Changes an answer that is served once more, for the guard against those. */
  readonly refresh?: ((reply: HubReply, hub: SimHub) => Promise<HubReply>) | null;
}

export type Between = (call: HubCall, deliver: () => Promise<HubReply>, hub: SimHub) => Promise<HubReply>;

const MINUTE = 60_000;
const MENDING_STEPS = 6000;

/** One schedule under way. Everything that happens is chosen by the seed; nothing else is. */
class Schedule {
  readonly history: string[] = [];
  readonly stations: SimWorkstation[];
  readonly granted = new Map<string, boolean>();
  readonly everWithdrawn = new Set<string>();
  readonly cut = new Set<string>();
  readonly ghosts: HubCall[] = [];
  now: number;
  restored = false;
  mended = false;
  leak: string | null = null;
  readonly #world: SimWorld;
  readonly #chance: Chance;
  readonly #between: Between | null;
  readonly #refresh: Faults['refresh'];
  /** The last answer to each question of a workstation. */
  readonly #before = new Map<string, HubReply>();
  /** How often each has been greeted since the line was mended and the last work was brought. */
  readonly #greeted = new Map<string, number>();
  #backup: ReadonlyMap<string, boolean> | null = null;

  constructor(world: SimWorld, chance: Chance, { knock = null, between = null, refresh = null }: Faults) {
    this.#world = world;
    this.#chance = chance;
    this.#between = between;
    this.#refresh = refresh;
    this.now = world.startsAt;
    this.stations = world.enrolled.map(
      (enrolled) =>
        new SimWorkstation(
          enrolled,
          world.folder,
          { chance, now: () => this.now, carry: (from, call) => this.#carry(from, call) },
          knock,
        ),
    );
    for (const { name } of this.stations) this.granted.set(name, true);
  }

  #deliver(call: HubCall): Promise<HubReply> {
    const deliver = () => this.#reach(call);
    return this.#between === null ? deliver() : this.#between(call, deliver, this.#world.hub);
  }

  async #reach(call: HubCall): Promise<HubReply> {
    const { method, target, headers, body } = call;
    const answer = await this.#world.hub.app.inject({
      method,
      url: target,
      headers: { ...headers },
      ...(body !== '' && { payload: body }),
    });
    const retryAfter = answer.headers['retry-after'];
    return {
      answered: true,
      status: answer.statusCode,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
      body: answer.rawPayload,
    };
  }

  /** A call on its way: lost, lost on its way back, doubled, or carried. */
  async #carry(from: SimWorkstation, call: HubCall): Promise<HubReply> {
    const lost: HubReply = { answered: false };
    if (this.cut.has(from.name)) return lost;
    const fate = this.mended ? 99 : this.#chance.upTo(100);
    if (this.mended && call.target === '/v1/hello')
      this.#greeted.set(from.name, (this.#greeted.get(from.name) ?? 0) + 1);
    // What one has brought, the others have still to fetch.
    if (this.mended && call.target === '/v1/events') this.#greeted.clear();
    if (fate < 8) return lost;
    const reply = await this.#deliver(call);
    if (
      /^\/v1\/(feed|cases)\?compartment=desk/.test(call.target) &&
      reply.answered &&
      reply.status === 200 &&
      this.granted.get(from.name) === false
    )
      this.leak = `${from.name} was given ${call.target} without being granted it`;
    if (fate < 16) return lost;
    if (fate < 26) this.ghosts.push(call);
    return fate < 32 ? this.#earlier(from, call, reply) : this.#kept(from, call, reply);
  }

  #kept(from: SimWorkstation, call: HubCall, reply: HubReply): HubReply {
    if (call.target.startsWith('/v1/hello') || call.method === 'GET') this.#before.set(from.name + call.target, reply);
    return reply;
  }

  /** Something on the line serves the answer that the same question had before. */
  async #earlier(from: SimWorkstation, call: HubCall, reply: HubReply): Promise<HubReply> {
    const before = this.#before.get(from.name + call.target);
    if (before === undefined) return reply;
    this.history.push(`${from.name} is served an older answer of ${call.target.split('?')[0]}`);
    return this.#refresh ? this.#refresh(before, this.#world.hub) : before;
  }

  async step(): Promise<void> {
    const chance = this.#chance;
    const station = chance.pick(this.stations);
    const dice = chance.upTo(1000);
    if (dice < 560) await this.#go(station);
    else if (dice < 720) this.#pass(1 + chance.upTo(chance.once(1, 4) ? 10 * MINUTE : 4000));
    else if (dice < 860) this.#deed(station);
    else if (dice < 910) this.#die(station);
    else if (dice < 930) this.#partition(station);
    else if (dice < 950) await this.#ghost();
    else if (dice < 965) await this.#regrant(station);
    else if (dice < 980) await this.#backUp();
    else if (dice < 988) await this.#restore();
    else station.skew = (chance.upTo(40) - 20) * MINUTE;
    await quiet();
  }

  /** Something that the workstation waits for happens: the oldest mostly, now and then another. */
  async #go(station: SimWorkstation): Promise<boolean> {
    const { awaits } = station.waiting;
    if (awaits.length === 0) return false;
    const index = this.mended || this.#chance.once(3, 4) ? 0 : this.#chance.upTo(awaits.length);
    const [awaited] = awaits.splice(index, 1);
    this.history.push(`${station.name} ${awaited!.name.split('?')[0]}`);
    try {
      awaited!.settle(await awaited!.happen());
    } catch (error) {
      awaited!.fail(error);
    }
    return true;
  }

  #pass(ms: number): void {
    this.now += ms;
    for (const { waiting } of this.stations) waiting.ring();
  }

  #deed(station: SimWorkstation): void {
    const cases = station.caseIds();
    if (cases.length === 0) return;
    const deed = this.#chance.pick(deeds);
    if (station.sign(this.#chance.pick(cases), deed)) this.history.push(`${station.name} signs: ${deed}`);
  }

  #die(station: SimWorkstation): void {
    this.history.push(`${station.name} dies and comes back`);
    station.die();
    station.start();
  }

  #partition(station: SimWorkstation): void {
    const { name } = station;
    this.history.push(`${name} ${this.cut.has(name) ? 'is reached again' : 'is cut off'}`);
    if (!this.cut.delete(name)) this.cut.add(name);
  }

  /** What was sent once comes a second time, late. Nobody hears the answer. */
  async #ghost(): Promise<void> {
    if (this.ghosts.length === 0) return;
    const [call] = this.ghosts.splice(this.#chance.upTo(this.ghosts.length), 1);
    this.history.push(`a copy arrives: ${call!.target.split('?')[0]}`);
    await this.#deliver(call!);
  }

  async #regrant(station: SimWorkstation): Promise<void> {
    const enrolled = this.#world.enrolled.find(({ name }) => name === station.name)!;
    const granted = !this.granted.get(station.name);
    this.history.push(`${station.name} ${granted ? 'is given the desk back' : 'loses the desk'}`);
    await this.#world.setGranted(enrolled, granted);
    this.granted.set(station.name, granted);
    if (!granted) this.everWithdrawn.add(station.name);
  }

  async #backUp(): Promise<void> {
    this.history.push('the hub is backed up');
    await this.#world.hub.backUp();
    this.#backup = new Map(this.granted);
  }

  async #restore(): Promise<void> {
    if (this.#backup === null) return;
    this.history.push('the hub is restored');
    await this.#world.hub.restore();
    for (const [name, granted] of this.#backup) {
      this.granted.set(name, granted);
      if (!granted) this.everWithdrawn.add(name);
    }
    this.restored = true;
  }

  /** The line is mended, and everybody goes on until nothing is left to do. Answers whether that came. */
  async mend(): Promise<boolean> {
    this.history.push('the line is mended');
    this.mended = true;
    this.cut.clear();
    for (let step = 0; step < MENDING_STEPS; step++) {
      let went = false;
      for (const station of this.stations) went = (await this.#go(station)) || went;
      await quiet();
      if (went) continue;
      if (this.#settled()) return true;
      const next = Math.min(...this.stations.map(({ waiting }) => waiting.next() ?? Number.POSITIVE_INFINITY));
      if (next === Number.POSITIVE_INFINITY) return false;
      this.#pass(Math.max(1, next));
    }
    return false;
  }

  /** Everybody has nothing to send, and has heard from the hub twice since: the first may give rise to another round. */
  #settled(): boolean {
    return this.stations.every(
      (station) =>
        station.engine.state().phase === 'idle' &&
        station.count(`events WHERE status = 'waiting'`) === 0 &&
        (this.#greeted.get(station.name) ?? 0) >= 2,
    );
  }

  async end(): Promise<string | null> {
    const mended = await this.mend();
    if (this.leak !== null) return this.leak;
    if (!mended) {
      const states = this.stations.map(({ name, engine, waiting }) => {
        const { phase, problem } = engine.state();
        return `${name} ${phase} ${problem ?? ''} awaits ${waiting.awaits.map((each) => each.name).join(' ')}`;
      });
      return `something waits for ever: ${states.join('; ')}`;
    }
    return brokenPromises({
      hub: this.#world.hub,
      stations: this.stations,
      granted: this.granted,
      everWithdrawn: this.everWithdrawn,
      restored: this.restored,
      compartment: DESK,
    });
  }
}

/** Plays the schedule of a seed from the same start and says what did not hold. */
export async function playSchedule(world: SimWorld, seed: number, faults: Faults = {}): Promise<Scheduled> {
  await world.hub.start();
  const chance = chanceOf(seed);
  const steps = faults.steps ?? 40 + chance.upTo(160);
  const schedule = new Schedule(world, chance, faults);
  world.hub.keepTime(() => schedule.now);
  try {
    await quiet();
    for (let step = 0; step < steps; step++) await schedule.step();
    return { seed, steps, failure: await schedule.end(), history: schedule.history };
  } catch (error) {
    const failure = `it threw: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    return { seed, steps, failure, history: schedule.history };
  } finally {
    world.hub.keepTime(null);
    for (const station of schedule.stations) station.die();
  }
}
