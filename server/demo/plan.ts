import { cars, gyms, men, months, nicknames, pubs, shops, streets, towns, weekdays, women, surnames } from './names.ts';
import { inventOfficer, misreadCollar, misspelt, type Officer } from './people.ts';
import type { Random } from './random.ts';
import type { Scenario } from './scenarios/scenario.ts';

/** What happened, before anybody tells it: two tellings of one plan are near-duplicates. */
export interface Plan {
  readonly force: string;
  readonly category: string;
  readonly scenario: Scenario;
  /** Other matters about the same officer, for long reports. */
  readonly more: readonly Scenario[];
  readonly officer: Officer;
  readonly other: Officer;
  /** Whether the other person is a woman or a man. */
  readonly victimWoman: boolean;
  readonly facts: Readonly<Record<string, string>>;
}

/** What a reporter knows of an officer's name. */
export interface Known {
  readonly how: 'full' | 'surname' | 'first' | 'unknown';
  readonly last: string;
  readonly collar?: string;
}

export interface PlanChoice {
  readonly force: string;
  readonly category: string;
  readonly scenario: Scenario;
  readonly more: readonly Scenario[];
  readonly officer?: Officer;
  /** The month of the report, 0 to 11: what is told lies before it. */
  readonly month: number;
}

export function makePlan(random: Random, choice: PlanChoice): Plan {
  const { scenario } = choice;
  const town = choice.officer?.station ?? random.pick(towns);
  const officer = choice.officer ?? inventOfficer(random, scenario.job, town, scenario.officer);
  const invented = inventOfficer(random, officer.job, town);
  const last = random.pick(surnames.filter((name) => name !== officer.last));
  const other = { ...invented, last };
  const victimWoman =
    scenario.victim === 'f' || scenario.victim === 'child' || (scenario.victim === 'any' && random.chance(0.6));
  const pool = (victimWoman ? women : men).filter((name) => name !== officer.first);
  const amount = random.pick(['£50', '£80', '£150', '£200', '£300', '£500', '£750', '£1,200']);
  const hour = random.pick([1, 2, 4, 7, 9, 10, 11]);
  const minutes = random.pick(['', '.15', '.30', '.45']);
  const half = hour === 1 || hour === 2 || hour === 4 ? 'am' : 'pm';
  return {
    ...choice,
    officer,
    other,
    victimWoman,
    facts: {
      station: `${town} police station`,
      town,
      street: random.pick(streets),
      pub: random.pick(pubs),
      shop: random.pick(shops),
      gym: random.pick(gyms),
      nick: random.pick(nicknames),
      car: random.pick(cars),
      money: amount,
      month: months[(choice.month + 12 - 1 - random.below(6)) % 12] as string,
      day: random.pick(weekdays),
      clock: `${hour}${minutes}${half}`,
      years: random.pick(['over a year', 'nearly two years', 'about three years', 'at least four years', 'years now']),
      // Ofcom keeps 07700 900000 to 900999 free for drama.
      phone: `07700 900${String(random.below(1000)).padStart(3, '0')}`,
      V: random.pick(pool),
      W: `Sergeant ${random.pick(surnames.filter((name) => name !== officer.last && name !== last))}`,
    },
  };
}

/** How one reporter knows the officer of a plan: names get misheard and numbers misread. */
export function knowing(random: Random, officer: Officer): Known {
  const roll = random.next();
  const how = roll < 0.5 ? 'full' : roll < 0.68 ? 'surname' : roll < 0.8 ? 'first' : 'unknown';
  const last = random.chance(0.25) ? misspelt(random, officer.last) : officer.last;
  if (!random.chance(how === 'unknown' ? 0.1 : 0.35)) return { how, last };
  return { how, last, collar: random.chance(0.3) ? misreadCollar(random, officer.collar) : officer.collar };
}
