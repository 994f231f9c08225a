import { chanceOf, type Chance } from './chance.ts';
import { deeds, type Deed } from './deeds.ts';

/** What can happen in a step of a schedule. */
export type Happening =
  | 'go on'
  | 'time passes'
  | 'deed'
  | 'death'
  | 'partition'
  | 'late arrival'
  | 'regrant'
  | 'hub backup'
  | 'hub restore'
  | 'vault copy'
  | 'vault put back'
  | 'new workstation'
  | 'clock'
  | 'absence'
  /** An investigator's act, a pack that is sent, a case that goes elsewhere: by whoever may. */
  | 'referral'
  | 'investigation'
  | 'move'
  /** Contents that one supervisor proposes to erase, and that another erases. */
  | 'erasure'
  | 'file'
  | 'report'
  | 'bundle written'
  | 'bundle carried'
  | 'bundle read';

/** What becomes of a call, in parts of a hundred; what is left over arrives and is answered. */
export interface Fates {
  readonly lost: number;
  /** It was given up by who sent it, and arrives later all the same. */
  readonly late: number;
  /** It arrives, and its answer is lost. */
  readonly unanswered: number;
  /** It arrives, is answered, and arrives again later. */
  readonly doubled: number;
  /** An older answer to the same question is served. */
  readonly stale: number;
}

/** What is frequent in a schedule: some faults need several rare things to come together. */
export interface Temper {
  readonly name: string;
  /** How often each happens, as parts of their sum. */
  readonly weights: Readonly<Record<Happening, number>>;
  readonly fates: Fates;
  readonly deeds: readonly Deed[];
  /** Who takes part: a workstation that does not is switched off. */
  readonly cast: readonly string[];
  /** Whether a restored hub finds somebody gone home whom it is kept from: see `Schedule.#cross`. */
  readonly crossing?: true;
  /** Of the cases that a workstation holds, how many people work on at the most. */
  readonly cases: number;
}

const mixed: Temper = {
  name: 'mixed',
  weights: {
    'go on': 550,
    'time passes': 155,
    deed: 135,
    death: 45,
    partition: 20,
    'late arrival': 25,
    regrant: 15,
    'hub backup': 15,
    'hub restore': 8,
    'vault copy': 10,
    'vault put back': 10,
    'new workstation': 0,
    clock: 12,
    absence: 4,
    referral: 0,
    investigation: 0,
    move: 0,
    erasure: 0,
    file: 0,
    report: 0,
    'bundle written': 6,
    'bundle carried': 8,
    'bundle read': 8,
  },
  fates: { lost: 5, late: 5, unanswered: 8, doubled: 9, stale: 6 },
  deeds,
  cast: ['ada', 'ben', 'cat'],
  cases: Number.POSITIVE_INFINITY,
};

/** A hub comes back without what people have built on, while much of it is still on its way. */
const restored: Temper = {
  name: 'a restored hub',
  weights: {
    ...mixed.weights,
    deed: 160,
    death: 15,
    partition: 10,
    'late arrival': 60,
    regrant: 4,
    'hub backup': 30,
    'hub restore': 25,
    'vault copy': 0,
    'vault put back': 0,
    clock: 0,
    absence: 0,
  },
  fates: { lost: 3, late: 12, unanswered: 8, doubled: 25, stale: 20 },
  deeds: ['allocate', 'decide', 'safe contact'],
  cast: ['ada', 'ben', 'cat'],
  cases: 2,
};

/**
 * A restored hub hears others first, and then what was sent to it before: by the old epoch, while whoever sent it has not
 * been greeted under the new one. Little is signed, so that nothing that comes later puts right what went wrong.
 */
const crossed: Temper = {
  name: 'pushes that cross a restore',
  weights: {
    ...restored.weights,
    'go on': 600,
    // What is on its way is taken for five minutes: later the hub refuses its signature.
    'time passes': 60,
    deed: 90,
    death: 8,
    partition: 8,
    'late arrival': 10,
    regrant: 0,
    'hub backup': 40,
    'hub restore': 20,
    'bundle written': 3,
    'bundle carried': 3,
    'bundle read': 3,
  },
  fates: { lost: 2, late: 6, unanswered: 5, doubled: 35, stale: 25 },
  deeds: ['decide', 'allocate', 'safe contact'],
  cast: ['ada', 'ben', 'cat'],
  crossing: true,
  cases: 1,
};

/** People are away for longer than a lease lasts, and clocks are set. */
const away: Temper = {
  name: 'long absences and wrong clocks',
  weights: { ...mixed.weights, absence: 20, clock: 30, partition: 40, death: 60, 'hub backup': 20, 'hub restore': 15 },
  fates: mixed.fates,
  deeds,
  cast: ['ada', 'ben', 'cat'],
  cases: Number.POSITIVE_INFINITY,
};

/** Access comes and goes, while older answers are served. */
const withdrawn: Temper = {
  name: 'access that comes and goes',
  weights: { ...mixed.weights, regrant: 60, 'hub restore': 4, 'vault copy': 3, 'vault put back': 3 },
  fates: { ...mixed.fates, stale: 15 },
  deeds,
  cast: ['ada', 'ben', 'cat'],
  cases: Number.POSITIVE_INFINITY,
};

/** Packs go to an investigator, whose workstation never holds a desk, while access comes and goes and hubs are restored. */
const referred: Temper = {
  name: 'referrals',
  weights: { ...mixed.weights, deed: 60, referral: 60, investigation: 110, 'hub restore': 6, absence: 2 },
  fates: mixed.fates,
  deeds: ['decide to investigate', 'decide to investigate', 'allocate', 'label'],
  cast: ['ada', 'cat', 'gus', 'eve'],
  cases: 3,
};

/** Cases go to another unit and come back, and are set apart, while others work on them. */
const moving: Temper = {
  name: 'moves',
  weights: { ...mixed.weights, deed: 110, move: 60, referral: 10, file: 8, 'hub restore': 5, absence: 2 },
  fates: mixed.fates,
  deeds: [...deeds, 'decide to investigate'],
  cast: ['ada', 'cat', 'dan'],
  cases: 4,
};

/** The line is cut most of the time, and somebody goes to and fro with a stick. */
const byHand: Temper = {
  name: 'by hand',
  weights: {
    ...mixed.weights,
    partition: 60,
    file: 15,
    move: 6,
    regrant: 20,
    'bundle written': 45,
    'bundle carried': 70,
    'bundle read': 70,
  },
  fates: mixed.fates,
  deeds,
  cast: ['ada', 'cat', 'dan'],
  cases: Number.POSITIVE_INFINITY,
};

/** Reports come in with files, and people open them. A hub that forgets a report is not here: see `docs/simulation.md`. */
const files: Temper = {
  name: 'files',
  weights: {
    ...mixed.weights,
    deed: 60,
    file: 90,
    report: 25,
    move: 10,
    regrant: 25,
    'hub backup': 0,
    'hub restore': 0,
    'bundle written': 15,
    'bundle carried': 20,
    'bundle read': 20,
  },
  fates: { ...mixed.fates, lost: 12, unanswered: 15 },
  deeds,
  cast: ['ada', 'cat', 'dan'],
  cases: Number.POSITIVE_INFINITY,
};

/** Two supervisors erase what others still work on, send on, open or carry by hand, and restored hubs bring it back. */
const erasing: Temper = {
  name: 'erasures',
  weights: {
    ...mixed.weights,
    deed: 110,
    erasure: 90,
    file: 25,
    move: 10,
    'hub restore': 10,
    'bundle written': 12,
    'bundle carried': 18,
    'bundle read': 18,
  },
  fates: mixed.fates,
  deeds,
  cast: ['ada', 'cat', 'fay'],
  cases: 4,
};

/** People are given other workstations, come and go, after keys were sealed: those who have them pass them on, or make new ones. */
const lateKeys: Temper = {
  name: 'late keys',
  weights: {
    ...mixed.weights,
    deed: 120,
    referral: 25,
    investigation: 60,
    regrant: 25,
    'new workstation': 20,
    'hub restore': 5,
    absence: 1,
  },
  fates: mixed.fates,
  deeds: ['decide to investigate', 'allocate', 'label', 'note', 'task'],
  cast: ['ada', 'cat', 'gus', 'eve'],
  cases: Number.POSITIVE_INFINITY,
};

const TEMPER = 2_000_000;
const tempers = [
  mixed,
  mixed,
  erasing,
  restored,
  restored,
  crossed,
  withdrawn,
  away,
  referred,
  moving,
  byHand,
  files,
  lateKeys,
];

/** The temper of a seed's schedule. */
export const temperOf = (seed: number): Temper => chanceOf(seed, TEMPER).pick(tempers);

/** One of several things, each as often as its weight says. */
export function weighed<Kind extends string>(chance: Chance, weights: Readonly<Record<Kind, number>>): Kind {
  const kinds = Object.entries(weights) as [Kind, number][];
  let left = chance.upTo(kinds.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [kind, weight] of kinds) if ((left -= weight) < 0) return kind;
  throw new Error('nothing has a weight');
}
