import type { InboundReport } from '../../shared/domain/inbound.ts';
import { posts } from './people.ts';
import type { Known, Plan } from './plan.ts';
import type { Random } from './random.ts';

type Subjects = InboundReport['subjects'];

/** The rows about officers, as the reporter knows them; a second officer only where the narrative names one. */
export function reportedSubjects(random: Random, plan: Plan, known: Known, narrative: string): Subjects {
  const { officer, other } = plan;
  if (officer.job === 'none') return [];
  const post = posts[officer.job];
  const name = {
    full: `${officer.first} ${known.last}`,
    surname: post.title === '' ? `${officer.first} ${known.last}` : known.last,
    first: officer.first,
    unknown: undefined,
  }[known.how];
  const row = {
    ...(name !== undefined && { name }),
    ...(post.rank !== undefined && { rank: post.rank }),
    ...(known.collar !== undefined && { collarNumber: known.collar }),
    ...(random.chance(0.7) && { station: officer.station }),
    ...(random.chance(0.8) && { subjectClass: post.subjectClass }),
    ...(name === undefined && { description: `${officer.woman ? 'Female' : 'Male'} ${post.noun}, name not known` }),
  };
  if (!narrative.includes(other.last)) return [row];
  return [
    row,
    { name: other.last, ...(post.rank !== undefined && { rank: post.rank }), subjectClass: post.subjectClass },
  ];
}

/** Who may be in danger; children only where the story is about one or the narrative's household has some. */
export function peopleAtRisk(
  random: Random,
  plan: Plan,
  urgency: InboundReport['urgency'],
): InboundReport['peopleAtRisk'] {
  const { victim } = plan.scenario;
  if (victim === undefined || (urgency === 'routine' && random.chance(0.35))) return [];
  const name = plan.facts['V'] as string;
  if (victim === 'child') return [{ description: `${name}, a girl under 16`, child: true }];
  const who = plan.victimWoman ? 'a woman' : 'a man';
  const household = plan.category === 'PARTNER_ABUSE_CONTROL';
  const tie = household ? 'partner or former partner of the person reported' : 'named in the report';
  return [{ description: random.pick([`${name}, ${who}, ${tie}`, `${name} (${tie})`]) }];
}
