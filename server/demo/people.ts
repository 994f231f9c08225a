import { men, surnames, women } from './names.ts';
import type { Random } from './random.ts';
import type { Job } from './scenarios/scenario.ts';

/** An invented officer or member of staff. */
export interface Officer {
  readonly woman: boolean;
  readonly first: string;
  readonly last: string;
  readonly collar: string;
  readonly job: Job;
  readonly station: string;
}

interface Post {
  readonly title: string;
  readonly rank?: string;
  readonly subjectClass: string;
  readonly noun: string;
}

/** How a post is written: before a name, in the rank field, and as a noun where no name is known. */
export const posts: Record<Job, Post> = {
  response: { title: 'PC', rank: 'PC', subjectClass: 'OFFICER', noun: 'response officer' },
  neighbourhood: { title: 'PC', rank: 'Constable', subjectClass: 'OFFICER', noun: 'neighbourhood officer' },
  detective: { title: 'DC', rank: 'Detective Constable', subjectClass: 'OFFICER', noun: 'detective' },
  custody: { title: 'Sgt', rank: 'Custody Sergeant', subjectClass: 'OFFICER', noun: 'custody sergeant' },
  sergeant: { title: 'Sgt', rank: 'Sergeant', subjectClass: 'OFFICER', noun: 'sergeant' },
  inspector: { title: 'Inspector', rank: 'Inspector', subjectClass: 'OFFICER', noun: 'inspector' },
  control: { title: '', rank: 'Control room operator', subjectClass: 'STAFF', noun: 'control room operator' },
  pcso: { title: 'PCSO', rank: 'PCSO', subjectClass: 'DESIGNATED_STAFF', noun: 'PCSO' },
  special: { title: 'Special Constable', rank: 'Special', subjectClass: 'SPECIAL', noun: 'special constable' },
  firearms: { title: 'PC', rank: 'PC (firearms)', subjectClass: 'OFFICER', noun: 'firearms officer' },
  roads: { title: 'PC', rank: 'PC', subjectClass: 'OFFICER', noun: 'traffic officer' },
  property: { title: '', rank: 'Property officer', subjectClass: 'STAFF', noun: 'member of the property store staff' },
  counter: { title: '', rank: 'Front counter clerk', subjectClass: 'STAFF', noun: 'front counter clerk' },
  intelligence: { title: '', rank: 'Analyst', subjectClass: 'STAFF', noun: 'analyst' },
  former: { title: '', subjectClass: 'FORMER', noun: 'former officer' },
  none: { title: '', subjectClass: 'NOT_POLICE', noun: 'man' },
};

/** Invents an officer for a post; `sex` is kept when the story needs it. */
export function inventOfficer(random: Random, job: Job, station: string, sex?: 'm' | 'f'): Officer {
  const woman = sex === undefined ? random.chance(0.28) : sex === 'f';
  const first = random.pick(woman ? women : men);
  return { woman, first, last: random.pick(surnames), collar: String(1000 + random.below(8999)), job, station };
}

/** The same surname as somebody else would spell it. */
export function misspelt(random: Random, name: string): string {
  const at = 1 + random.below(Math.max(1, name.length - 2));
  const variants = [
    name.slice(0, at) + name.slice(at + 1),
    name.slice(0, at) + name[at] + name.slice(at),
    name.replace('y', 'i').replace('ck', 'k'),
    name.replace('ll', 'l').replace('ss', 's'),
    name.replace('e', 'a'),
    `${name}s`,
  ].filter((variant) => variant !== name);
  return random.pick(variants);
}

/** The same number with two digits exchanged, a letter before it, or a digit missing. */
export function misreadCollar(random: Random, collar: string): string {
  const at = random.below(collar.length - 1);
  return random.pick([
    collar.slice(0, at) + collar[at + 1] + collar[at] + collar.slice(at + 2),
    `PC${collar}`,
    `${collar.slice(0, 3)}?`,
    `${collar} or ${Number(collar) + 1}`,
  ]);
}
