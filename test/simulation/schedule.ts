import { limits } from '../../shared/protocol/calls.ts';
import { chanceOf, type Chance } from './chance.ts';
import { Arrivals } from './arrivals.ts';
import { Courier } from './courier.ts';
import { Line, pathOf, type Between, type Refresh } from './line.ts';
import { mayHold } from './scope.ts';
import { SimWorkstation, type Knock } from './sim-workstation.ts';
import { INVESTIGATORS, membershipsOf, OTHER_UNIT, worksOnReferrals, type SimWorld } from './sim-world.ts';
import { waitsInVain } from './sealed.ts';
import { temperOf, weighed, type Happening, type Temper } from './tempers.ts';
import { quiet } from './waiting.ts';

/** Rules that are knocked out, to see that it is missed. */
export interface Faults {
  readonly knock?: Knock;
  readonly between?: Between;
  readonly refresh?: Refresh;
  /** Vaults renew no keys, and pass none on. */
  readonly passesNothingOn?: boolean;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MENDING_STEPS = 6000;
const ASKED_AGAIN = 5;
/** For how long two workstations go on so that the one hears of the other: a few rounds of sync each. */
const HEARING_TURNS = 60;
/** Until a workstation looks around for files of cases that have gone. */
const LOOK_MS = 1000;

/** One schedule under way. Everything that happens is chosen by the numbers that each step is given; nothing else is. */
export class Schedule {
  /** What was done, a line each. */
  readonly history: string[] = [];
  readonly stations: SimWorkstation[];
  readonly line: Line;
  readonly courier: Courier;
  readonly arrivals: Arrivals;
  /** Whether each has the desk. */
  readonly granted = new Map<string, boolean>();
  /** Who has lost a compartment at some time. */
  readonly everWithdrawn = new Set<string>();
  readonly temper: Temper;
  now: number;
  restored = false;
  #lastLook = false;
  #wanted = false;
  readonly #world: SimWorld;
  #chance: Chance;
  /** Whose clock was days off at some time. */
  readonly #setClocks = new Set<string>();
  /** Of the newest bundle that each has begun to read: when (ms) it was written. Its leases count before it is read to its end. */
  readonly #begunToRead = new Map<string, number>();
  /** Whose person has gone home: the workstation goes on by itself, and nothing is signed there any more. */
  readonly #home = new Set<string>();
  /** Who has another workstation, for which the keyring has still to vouch. */
  readonly #unvouched = new Set<string>();
  #backup: ReadonlyMap<string, boolean> | null = null;

  constructor(world: SimWorld, seed: number, { knock, between, refresh, passesNothingOn = false }: Faults) {
    this.#world = world;
    this.temper = temperOf(seed);
    this.#chance = chanceOf(seed);
    this.now = world.startsAt;
    const chance = () => this.#chance;
    const { hub, folder } = world;
    const say = (line: string) => void this.history.push(line);
    const may = (name: string, compartment: string) =>
      mayHold(hub, this.station(name), this.granted.get(name) === true, compartment);
    this.line = new Line({
      hub,
      chance,
      say,
      now: () => this.now,
      deviceOf: (name) => this.station(name).identity.device,
      mayHold: may,
      between: between ?? null,
      refresh: refresh ?? null,
      fates: this.temper.fates,
    });
    const identityOf = (name: string) => this.station(name).identity;
    this.courier = new Courier({ hub, chance, say, now: () => this.now, identityOf, mayHold: may });
    this.arrivals = new Arrivals({ hub, chance, say, reports: world.reports });
    const carry = this.line.carry.bind(this.line);
    const parts = { folder, chance, now: () => this.now, carry, knock: knock ?? null, passesNothingOn };
    this.stations = world.enrolled
      .filter(({ name }) => this.temper.cast.includes(name))
      .map((enrolled) => new SimWorkstation(enrolled, parts));
    for (const { name } of this.stations) this.granted.set(name, true);
  }

  station(name: string): SimWorkstation {
    return this.stations.find((each) => each.name === name)!;
  }

  settle(): Promise<void> {
    return quiet(this.stations.map(({ waiting }) => waiting));
  }

  /** One thing happens. @param wanted whether a backup that is made by it is put back later */
  async step(chance: Chance, wanted: boolean): Promise<void> {
    this.#chance = chance;
    this.#wanted = wanted;
    await this.#happen(weighed(chance, this.temper.weights), chance.pick(this.stations), chance);
    await this.settle();
  }

  async #happen(what: Happening, station: SimWorkstation, chance: Chance): Promise<void> {
    switch (what) {
      case 'go on':
        return this.#goOn(station, 1 + chance.upTo(8));
      case 'time passes':
        return this.#pass(1 + chance.upTo(chance.once(1, 4) ? 10 * MINUTE : 4000));
      case 'deed':
        return this.#deed(station);
      case 'death':
        return this.#die(station);
      case 'partition':
        return this.#partition(station);
      case 'late arrival':
        return this.line.arriveLate();
      case 'regrant':
        return this.#regrant(station);
      case 'hub backup':
        return this.#backUp();
      case 'hub restore':
        return this.#restore();
      case 'vault copy':
        return this.#copy(station);
      case 'vault put back':
        return this.#putBack(station);
      case 'new workstation':
        if (!station.enrolledAnew) this.#enrolAnew(station, 'another workstation');
        return;
      case 'clock':
        return this.#skew(station, (chance.upTo(40) - 20) * MINUTE * (chance.once(1, 4) ? 200 : 1));
      case 'absence':
        return this.#absence(1 + chance.upTo(20));
      case 'referral':
        return this.#refer(station, chance);
      case 'investigation':
        return this.#investigate(chance.pick(this.stations.filter(({ name }) => worksOnReferrals(name))), chance);
      case 'move':
        return this.#move(chance.pick(this.stations.slice(1)), chance);
      case 'erasure':
        return this.#erase(chance);
      case 'file':
        if (station.openFile(chance)) this.#say(`${station.name} opens a file`);
        return;
      case 'report':
        return this.arrivals.next();
      case 'bundle written':
        return this.#write(station);
      case 'bundle carried':
        return this.courier.carry();
      case 'bundle read':
        return this.#read(station, chance);
    }
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
    if (station.mustEnrolAnew) return this.#enrolAnew(station, station.engine.state().problem!);
    const { awaits } = station.waiting;
    if (awaits.length === 0) return false;
    const index = this.line.mended || this.#chance.once(3, 4) ? 0 : this.#chance.upTo(awaits.length);
    const [awaited] = awaits.splice(index, 1);
    this.#say(`${station.name} ${pathOf(awaited!.name)}`);
    try {
      awaited!.settle(await awaited!.happen());
    } catch (error) {
      awaited!.fail(error);
    }
    station.tellOfChanges();
    return true;
  }

  #enrolAnew(station: SimWorkstation, why: string): boolean {
    this.#say(`${station.name} enrols anew (${why})`);
    station.enrolAnew();
    this.#unvouched.add(station.name);
    return true;
  }

  /** The officers of the keyring have come to everybody who has another workstation. */
  async #vouch(): Promise<void> {
    if (this.#world.hub.inReview()) return;
    for (const name of this.#unvouched) {
      this.#say(`the keyring vouches for the new workstation of ${name}`);
      await this.#world.hub.vouch(this.station(name).identity);
    }
    this.#unvouched.clear();
  }

  async #pass(ms: number): Promise<void> {
    this.now += ms;
    this.#watchLeases();
    if (this.#world.hub.inReview() && this.#chance.once(1, 2)) await this.#endReview();
    if (this.#unvouched.size > 0 && (this.line.mended || this.#chance.once(1, 3))) await this.#vouch();
    for (const { waiting } of this.stations) waiting.ring();
  }

  /** Days go by in which nobody does anything. */
  async #absence(days: number): Promise<void> {
    this.#say(`${days} days go by`);
    await this.#pass(days * DAY);
  }

  /** Whoever has not heard of the hub for as long as a lease lasts is shown nothing, whatever was withdrawn since. */
  #watchLeases(): void {
    for (const station of this.stations) {
      const { name, closed } = station;
      const heard = Math.max(this.line.heard.get(name) ?? this.#world.startsAt, this.#begunToRead.get(name) ?? 0);
      // Two clocks that were set while it was away, by twenty minutes each.
      if (
        closed === null &&
        this.now - heard > limits.leaseMs + HOUR &&
        !this.#setClocks.has(name) &&
        station.count('cases') > 0
      )
        this.line.leak ??= `${name} shows cases ${Math.round((this.now - heard) / DAY)} days after it last heard of the hub`;
    }
  }

  async #deed(station: SimWorkstation): Promise<void> {
    const chance = this.#chance;
    if (this.#home.has(station.name)) return;
    const cases = station.caseIds().slice(0, this.temper.cases);
    if (cases.length === 0) return;
    const caseId = chance.pick(cases);
    const readers = station.readersOf(caseId);
    if (readers !== null && chance.once(1, 2)) return this.#change(station, caseId, readers);
    const deed = station.mustScreen(caseId) ? 'screen' : chance.pick(this.temper.deeds);
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

  async #refer(station: SimWorkstation, chance: Chance): Promise<void> {
    const cases = station.caseIds().slice(0, this.temper.cases);
    if (cases.length === 0) return;
    const caseId = chance.pick(cases);
    // What is sent was decided before; mostly it is done in one go.
    if (station.sign(caseId, 'decide to investigate')) this.#say(`${station.name} signs: decide to investigate`);
    if (!(await station.refer(caseId, INVESTIGATORS))) return;
    this.#say(`${station.name} sends a referral`);
  }

  #investigate(station: SimWorkstation, chance: Chance): void {
    const referrals = station.referrals();
    if (referrals.length === 0) return;
    const deed = chance.pick(['acknowledge', 'acknowledge', 'accept', 'return'] as const);
    if (station.investigate(chance.pick(referrals), deed)) this.#say(`${station.name} signs: ${deed}`);
  }

  /** To the other unit or back from it, or set apart, or opened to the desk again. */
  async #move(station: SimWorkstation, chance: Chance): Promise<void> {
    const cases = station.caseIds().slice(0, this.temper.cases);
    if (cases.length === 0) return;
    const caseId = chance.pick(cases);
    const place = station.placeOf(caseId);
    const reason = 'It is not ours.';
    const apart = place?.startsWith('readers:') === true;
    const unit = place === `desk:${OTHER_UNIT}` || apart ? 'MPS' : OTHER_UNIT;
    const readers = [...new Set([station.identity.user, this.stations[0]!.identity.user])];
    const move =
      !apart && chance.once(1, 3)
        ? ({ caseId, reason, to: 'readers', readers } as const)
        : ({ caseId, reason, to: 'desk', unit, why: apart ? 'opened_again' : 'misrouted' } as const);
    if (!(await station.move(move))) return;
    for (const { name } of this.stations) this.everWithdrawn.add(name);
    this.#say(`${station.name} ${move.to === 'readers' ? 'sets a case apart' : `sends a case to ${move.unit}`}`);
  }

  async #erase(chance: Chance): Promise<void> {
    const supervisors = this.stations.filter(({ name }) =>
      membershipsOf(name).some(({ unit, role }) => role === 'supervisor' && unit !== OTHER_UNIT),
    );
    // What was proposed is mostly approved, once another supervisor has heard of it.
    const asked = supervisors.filter((one) => one.closed === null && one.proposed().length > 0);
    const approves = asked.length > 0 && chance.once(4, 5);
    const station = chance.pick(approves ? asked : supervisors);
    const cases = approves ? station.proposed() : station.caseIds().slice(0, this.temper.cases);
    if (cases.length === 0) return;
    const caseId = chance.pick(cases);
    const done = station.dispose(caseId);
    if (done === null) return;
    this.#say(`${station.name} ${done}`);
    // By itself a proposal hardly ever reaches the other supervisor before the line is mended.
    const others = supervisors.filter((one) => one !== station);
    if (done === 'erases' || others.length === 0 || chance.once(1, 4)) return;
    const other = chance.pick(others);
    await this.#untilHeard(station, other, () => other.closed === null && other.proposed().includes(caseId));
  }

  /** These two go on, as well as the line lets them, until the one has heard what the other has signed, or for a while. */
  async #untilHeard(from: SimWorkstation, to: SimWorkstation, heard: () => boolean): Promise<void> {
    for (let turn = 0; turn < HEARING_TURNS && !heard(); turn++) {
      let went = false;
      for (const station of [from, to]) {
        went = (await this.#go(station)) || went;
        await this.settle();
      }
      if (went) continue;
      const next = Math.min(...[from, to].map(({ waiting }) => waiting.next() ?? Number.POSITIVE_INFINITY));
      if (next === Number.POSITIVE_INFINITY) return;
      await this.#pass(Math.max(1, next));
      await this.settle();
    }
  }

  #write(station: SimWorkstation): void {
    const { name } = station;
    this.#say(`${name} begins to write a bundle`);
    station.write((bytes) => this.courier.written(name, bytes));
  }

  async #read(station: SimWorkstation, chance: Chance): Promise<void> {
    const { name } = station;
    // Asked for or not: an officer may have one written for a workstation that has been away.
    if (chance.once(1, 8)) await this.courier.answer(name);
    const file = this.courier.fetch(name);
    if (file === null) return;
    this.#say(`${name} begins to read a bundle`);
    this.#begunToRead.set(name, Math.max(this.#begunToRead.get(name) ?? 0, file.at));
    station.read(file.bytes, (code) => {
      this.#say(`${name} has read a bundle${code === null ? '' : ` (${code})`}`);
      // Its leases count from when the hub wrote it.
      if (code === null) this.line.heard.set(name, Math.max(this.line.heard.get(name) ?? 0, file.at));
    });
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

  async #regrant({ name, enrolledAnew }: SimWorkstation): Promise<void> {
    const granted = !this.granted.get(name);
    this.#say(`${name} ${granted ? 'is given the desk back' : 'loses the desk'}`);
    await this.#world.setGranted(name, granted);
    this.granted.set(name, granted);
    if (!granted) this.everWithdrawn.add(name);
    // What the keyring vouches for are the roles that the person had at the time.
    else if (enrolledAnew) this.#unvouched.add(name);
  }

  async #backUp(): Promise<void> {
    this.#say('the hub is backed up');
    if (this.#wanted) await this.#world.hub.backUp();
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
    if (this.temper.crossing && this.#home.size === 0) return this.#cross();
    // Ended at once, it lets in what was sent to the hub of before and is still on its way.
    if (this.#chance.once(1, 3)) return;
    await this.#endReview();
    if (this.#chance.once(1, 2)) await this.line.arriveAtLast();
  }

  /**
   * Whoever had sent something hears of the restored hub last, or is told by the hub of before that all is well; their person
   * has gone home, so that nothing which is signed later puts right what goes wrong now.
   */
  async #cross(): Promise<void> {
    const senders = this.line.senders();
    const { name } = senders.length > 0 ? this.station(this.#chance.pick(senders)) : this.#chance.pick(this.stations);
    this.#home.add(name);
    const older = this.#chance.once(1, 2);
    this.#say(`${name} goes home, and the workstation ${older ? 'will hear of the hub of before' : 'is cut off'}`);
    if (older) this.line.older.add(name);
    else this.line.cut.add(name);
    await this.#endReview();
  }

  /** An administrator has looked through the grants of a restored hub. */
  async #endReview(): Promise<void> {
    this.#say('the review of the restored hub is ended');
    await this.#world.hub.endReview();
    // It may have forgotten their word, which they give again.
    for (const { name, enrolledAnew } of this.stations) if (enrolledAnew) this.#unvouched.add(name);
    await this.#vouch();
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
    // Set back by days while nobody hears of it, a clock can win the time by which it was set, and no more than was seen.
    if (Math.abs(ms) > HOUR) this.#setClocks.add(station.name);
    station.skew = ms;
  }

  /** The line is mended, and everybody goes on until nothing is left to do. Answers whether that came. */
  async mend(chance: Chance): Promise<boolean> {
    this.#chance = chance;
    if (this.#world.hub.inReview()) await this.#endReview();
    await this.arrivals.atLast();
    // Now and then those who were cut off come back last, after what they had sent has arrived.
    const away = this.stations.filter(({ name }) => this.line.cut.has(name));
    const others = this.stations.filter((station) => !away.includes(station));
    if (away.length > 0 && others.length > 0 && chance.once(2, 3)) {
      this.#say('the line of the others is mended');
      this.line.mended = true;
      if (!(await this.#untilDone(others))) return false;
    }
    this.#say('the line is mended');
    this.line.mended = true;
    this.line.cut.clear();
    this.line.greeted.clear();
    return this.#untilDone(this.stations, () => this.#leftToRead());
  }

  /** Goes on with these until nothing is left for them to do, not even what is still on its way. Answers whether that came. */
  async #untilDone(stations: readonly SimWorkstation[], more = () => false): Promise<boolean> {
    let asked = 0;
    for (let step = 0; step < MENDING_STEPS; step++) {
      let went = false;
      for (const station of stations) went = (await this.#go(station)) || went;
      await this.settle();
      if (went) continue;
      // Time jumps to what somebody unfinished waits for: those who are done need not ask every three seconds until then.
      const unfinished = stations.filter((station) => !this.#done(station));
      if (this.#unvouched.size > 0) {
        await this.#vouch();
        continue;
      }
      if (unfinished.length === 0) {
        const [late, carried] = [await this.line.arriveAtLast(), await this.courier.carryAtLast()];
        if (carried) this.line.greeted.clear();
        if (late || carried) continue;
        // What was refused, since its case was on its way elsewhere, is there once somebody opens it again.
        const unsettled = stations.filter(({ files }) => files?.settled === false);
        if (unsettled.length > 0 && asked++ === ASKED_AGAIN) return false;
        for (const { files } of unsettled) files?.askAgain();
        if (unsettled.length > 0) {
          await this.#pass(LOOK_MS);
          await this.settle();
        }
        if (unsettled.length > 0 || more()) continue;
        return true;
      }
      const next = Math.min(...unfinished.map(({ waiting }) => waiting.next() ?? Number.POSITIVE_INFINITY));
      if (next === Number.POSITIVE_INFINITY) return false;
      await this.#pass(Math.max(1, next));
      await this.settle();
    }
    return false;
  }

  /** A bundle that still lies about is read, however old; answers whether anything was begun. */
  #leftToRead(): boolean {
    if (this.#lastLook) return false;
    this.#lastLook = true;
    let begun = false;
    for (const station of this.stations) {
      const { name } = station;
      // By now a pack has reached its reader, who acts on it at last.
      for (const referral of station.referrals())
        for (const deed of ['acknowledge', 'accept'] as const)
          if (station.investigate(referral, deed)) {
            begun = true;
            this.#say(`${name} signs: ${deed}`);
          }
      const file = this.courier.fetch(name);
      if (file === null) continue;
      begun = true;
      station.read(file.bytes, (code) => this.#say(`${name} reads an old bundle (${code ?? 'taken'})`));
    }
    if (begun) this.line.greeted.clear();
    return begun;
  }

  /** It has nothing to send, and has heard from the hub twice since: the first may give rise to another round. */
  #done(station: SimWorkstation): boolean {
    return (
      station.engine.state().phase === 'idle' &&
      (this.line.greeted.get(station.name) ?? 0) >= 2 &&
      station.count(`events WHERE status = 'waiting'`) === 0 &&
      (station.carried || waitsInVain(station, this.stations)) &&
      !station.passingOn.underWay &&
      station.byHand === 0
    );
  }
}
