import type { Chance } from './chance.ts';
import { deeds } from './deeds.ts';
import { Line, type Between, type Refresh } from './line.ts';
import { mayHold } from './scope.ts';
import { SimWorkstation, type Knock } from './sim-workstation.ts';
import type { SimWorld } from './sim-world.ts';
import { quiet } from './waiting.ts';

/** Rules that are knocked out, to see that it is missed. */
export interface Faults {
  readonly knock?: Knock;
  readonly between?: Between;
  readonly refresh?: Refresh;
}

const MINUTE = 60_000;
const MENDING_STEPS = 6000;

/** One schedule under way. Everything that happens is chosen by the numbers that each step is given; nothing else is. */
export class Schedule {
  /** What was done, a line each. */
  readonly history: string[] = [];
  readonly stations: SimWorkstation[];
  readonly line: Line;
  /** Whether each has the desk. */
  readonly granted = new Map<string, boolean>();
  /** Who has lost a compartment at some time. */
  readonly everWithdrawn = new Set<string>();
  now: number;
  restored = false;
  readonly #world: SimWorld;
  #chance: Chance;
  #backup: ReadonlyMap<string, boolean> | null = null;

  constructor(world: SimWorld, first: Chance, { knock, between, refresh }: Faults) {
    this.#world = world;
    this.#chance = first;
    this.now = world.startsAt;
    const chance = () => this.#chance;
    const { hub, folder } = world;
    this.line = new Line({
      hub,
      chance,
      say: (line) => this.history.push(line),
      mayHold: (name, compartment) => mayHold(hub, this.station(name), this.granted.get(name) === true, compartment),
      between: between ?? null,
      refresh: refresh ?? null,
    });
    const carry = this.line.carry.bind(this.line);
    const parts = { folder, chance, now: () => this.now, carry, knock: knock ?? null };
    this.stations = world.enrolled.map((enrolled) => new SimWorkstation(enrolled, parts));
    for (const { name } of this.stations) this.granted.set(name, true);
  }

  station(name: string): SimWorkstation {
    return this.stations.find((each) => each.name === name)!;
  }

  settle(): Promise<void> {
    return quiet(this.stations.map(({ waiting }) => waiting));
  }

  /** One thing happens. */
  async step(chance: Chance): Promise<void> {
    this.#chance = chance;
    const station = chance.pick(this.stations);
    const dice = chance.upTo(1000);
    if (dice < 550) await this.#goOn(station, 1 + chance.upTo(8));
    else if (dice < 705) await this.#pass(1 + chance.upTo(chance.once(1, 4) ? 10 * MINUTE : 4000));
    else if (dice < 840) await this.#deed(station);
    else if (dice < 885) this.#die(station);
    else if (dice < 905) this.#partition(station);
    else if (dice < 930) await this.line.arriveLate();
    else if (dice < 945) await this.#regrant(station);
    else if (dice < 960) await this.#backUp();
    else if (dice < 968) await this.#restore();
    else if (dice < 978) this.#copy(station);
    else if (dice < 988) this.#putBack(station);
    else this.#skew(station, (chance.upTo(40) - 20) * MINUTE);
    await this.settle();
  }

  #say(line: string): void {
    this.history.push(line);
  }

  /** A round takes a dozen awaits: one at a time, hardly any would end before the line is mended. */
  async #goOn(station: SimWorkstation, most: number): Promise<void> {
    for (let n = 0; n < most; n++) {
      if (!(await this.#go(station))) return;
      await this.settle();
    }
  }

  /** Something that the workstation waits for happens: the oldest mostly, now and then another. */
  async #go(station: SimWorkstation): Promise<boolean> {
    if (station.mustEnrolAnew) return this.#enrolAnew(station);
    const { awaits } = station.waiting;
    if (awaits.length === 0) return false;
    const index = this.line.mended || this.#chance.once(3, 4) ? 0 : this.#chance.upTo(awaits.length);
    const [awaited] = awaits.splice(index, 1);
    this.#say(`${station.name} ${awaited!.name.split('?')[0]}`);
    try {
      awaited!.settle(await awaited!.happen());
    } catch (error) {
      awaited!.fail(error);
    }
    return true;
  }

  #enrolAnew(station: SimWorkstation): boolean {
    this.#say(`${station.name} enrols anew (${station.engine.state().problem})`);
    station.enrolAnew();
    return true;
  }

  async #pass(ms: number): Promise<void> {
    this.now += ms;
    if (this.#world.hub.inReview() && this.#chance.once(1, 2)) await this.#endReview();
    for (const { waiting } of this.stations) waiting.ring();
  }

  async #deed(station: SimWorkstation): Promise<void> {
    const chance = this.#chance;
    const cases = station.caseIds();
    if (cases.length === 0) return;
    const caseId = chance.pick(cases);
    const readers = station.readersOf(caseId);
    if (readers !== null && chance.once(1, 2)) return this.#change(station, caseId, readers);
    const deed = chance.pick(deeds);
    if (station.sign(caseId, deed)) this.#say(`${station.name} signs: ${deed}`);
  }

  /** A supervisor lets an assessor into a named-readers case, or out of it. */
  async #change(station: SimWorkstation, caseId: string, readers: readonly string[]): Promise<void> {
    const { name, identity } = this.stations[0]!;
    const to = readers.includes(identity.user) ? 'out' : 'in';
    if (!(await station.change({ caseId, user: identity.user, to }))) return;
    this.#say(`${station.name} lets ${name} ${to === 'in' ? 'into' : 'out of'} a named-readers case`);
    this.everWithdrawn.add(name);
  }

  #die(station: SimWorkstation): void {
    this.#say(`${station.name} dies and comes back`);
    station.die();
    station.start();
  }

  #partition({ name }: SimWorkstation): void {
    const { cut } = this.line;
    this.#say(`${name} ${cut.has(name) ? 'is reached again' : 'is cut off'}`);
    if (!cut.delete(name)) cut.add(name);
  }

  async #regrant({ name }: SimWorkstation): Promise<void> {
    const granted = !this.granted.get(name);
    this.#say(`${name} ${granted ? 'is given the desk back' : 'loses the desk'}`);
    await this.#world.setGranted(name, granted);
    this.granted.set(name, granted);
    if (!granted) this.everWithdrawn.add(name);
  }

  async #backUp(): Promise<void> {
    this.#say('the hub is backed up');
    await this.#world.hub.backUp();
    this.#backup = new Map(this.granted);
  }

  async #restore(): Promise<void> {
    if (this.#backup === null) return;
    this.#say('the hub is restored');
    await this.#world.hub.restore(this.now);
    for (const [name, granted] of this.#backup) {
      this.granted.set(name, granted);
      if (!granted) this.everWithdrawn.add(name);
    }
    this.restored = true;
    // Ended at once, it lets in what was sent to the hub of before and is still on its way.
    if (this.#chance.once(1, 3)) return;
    await this.#endReview();
    if (this.#chance.once(1, 2)) await this.line.arriveAtLast();
  }

  /** An administrator has looked through the grants of a restored hub. */
  async #endReview(): Promise<void> {
    this.#say('the review of the restored hub is ended');
    await this.#world.hub.endReview();
  }

  #copy(station: SimWorkstation): void {
    this.#say(`${station.name} makes a copy of the vault`);
    station.copy();
  }

  #putBack(station: SimWorkstation): void {
    if (station.putBack()) this.#say(`${station.name} puts the copy of the vault in its place`);
  }

  #skew(station: SimWorkstation, ms: number): void {
    this.#say(`${station.name} has its clock ${ms / MINUTE} minutes off`);
    station.skew = ms;
  }

  /** The line is mended, and everybody goes on until nothing is left to do. Answers whether that came. */
  async mend(chance: Chance): Promise<boolean> {
    this.#chance = chance;
    this.#say('the line is mended');
    this.line.mended = true;
    this.line.cut.clear();
    if (this.#world.hub.inReview()) await this.#endReview();
    for (let step = 0; step < MENDING_STEPS; step++) {
      let went = false;
      for (const station of this.stations) went = (await this.#go(station)) || went;
      await this.settle();
      if (went) continue;
      // Time jumps to what somebody unfinished waits for: those who are done need not ask every three seconds until then.
      const unfinished = this.stations.filter((station) => !this.#done(station));
      if (unfinished.length === 0) {
        if (await this.line.arriveAtLast()) continue;
        return true;
      }
      const next = Math.min(...unfinished.map(({ waiting }) => waiting.next() ?? Number.POSITIVE_INFINITY));
      if (next === Number.POSITIVE_INFINITY) return false;
      await this.#pass(Math.max(1, next));
      await this.settle();
    }
    return false;
  }

  /** It has nothing to send, and has heard from the hub twice since: the first may give rise to another round. */
  #done(station: SimWorkstation): boolean {
    return (
      station.engine.state().phase === 'idle' &&
      (this.line.greeted.get(station.name) ?? 0) >= 2 &&
      station.count(`events WHERE status = 'waiting'`) === 0 &&
      station.carried
    );
  }
}
