import { forces as allForces } from '../../shared/domain/codes.ts';
import type { InboundReport } from '../../shared/domain/inbound.ts';
import { emoji, hostile, rightToLeft, welsh } from './languages.ts';
import { hurried, narrate } from './narrative.ts';
import { towns } from './names.ts';
import { inventOfficer, type Officer } from './people.ts';
import { knowing, makePlan, type Known, type Plan } from './plan.ts';
import { seeded, type Random } from './random.ts';
import { families } from './scenarios/index.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { peopleAtRisk, reportedSubjects } from './rows.ts';

export interface Demonstration {
  /** How many reports, 0 or more. */
  readonly count: number;
  readonly seed: number;
  /** The end of the sixty days over which they arrive. */
  readonly now: Date;
  /** Short names of the forces to report about; most reports go to the first of them. Absent: every force. */
  readonly forces?: readonly string[];
}

const HOUR = 3_600_000;
const DAYS = 60;
/** So many earlier reports can be told again or followed up; keeps the memory constant. */
const REMEMBERED = 80;
const CAST = 18;

const busiest = ['MPS', 'GMP', 'WMP', 'WYP', 'TVP', 'SWP', 'MER', 'NWP'];
const welshForces = ['NWP', 'DPP', 'GWT', 'SWP'];

interface Told {
  readonly reference: string;
  readonly plan: Plan;
  readonly keepInContact: boolean;
}

type Kind = 'plain' | 'again' | 'follow_up' | 'orphan' | 'welsh' | 'right_to_left' | 'emoji' | 'hostile';
const kinds: readonly (readonly [Kind, number])[] = [
  ['again', 5],
  ['follow_up', 6],
  ['orphan', 1],
  ['welsh', 3],
  ['right_to_left', 2],
  ['emoji', 4],
  ['hostile', 4],
  ['plain', 75],
];
const urgencies = [
  ['immediate', 2],
  ['priority', 10],
  ['routine', 88],
] as const;

/** Deals from a shuffled hundred, so that the shares hold exactly in every hundred reports. */
function deck<T>(random: Random, shares: readonly (readonly [T, number])[]): () => T {
  let left: T[] = [];
  return () => {
    if (left.length === 0) left = shares.flatMap(([value, share]) => Array.from({ length: share }, () => value));
    return left.splice(random.below(left.length), 1)[0] as T;
  };
}

const inDanger = [
  'This is happening now: {V} is in the house with {him} tonight.',
  'There is an immediate danger. {He} said {he} would do it tonight.',
  'Please act today, {V} is not safe and {he} is on {his} way there.',
];
const soon = [
  'It cannot wait long.',
  'Something will happen before the week is out.',
  'Please treat this as pressing.',
];

const withPronouns = (text: string, plan: Plan) =>
  text
    .replaceAll('{V}', plan.facts['V'] as string)
    .replaceAll('{him}', plan.officer.woman ? 'her' : 'him')
    .replaceAll('{his}', plan.officer.woman ? 'her' : 'his')
    .replaceAll('{He}', plan.officer.woman ? 'She' : 'He')
    .replaceAll('{he}', plan.officer.woman ? 'she' : 'he');

const followUpOpenings = [
  'Further to the earlier report:',
  'This is about the report already made.',
  'In answer to the questions that were put:',
  'Something has happened since the last report.',
  'More is known now than when this was first reported.',
];

const followUpEndings = [
  'What is new is that {he} has been asking who spoke to the police.',
  'Since then {he} has been moved to other duties, and nobody has said why.',
  'The answer to the question about dates is: mostly weekends, as far as anyone remembers.',
  'There is now a second person who would confirm it, if their name were kept out.',
  'Nothing has changed since, and {he} carries on as before.',
  'It has happened once more since the first report, in the same way.',
  'To correct the first report: it was not on a weekend but in the middle of the week.',
  'No, {he} does not know that anything has been said.',
];

/**
 * Invented reports that read like real ones, in the order in which they arrived, lazily and in constant memory.
 * The same options give the same reports. References read `DEMO-<seed>-<number>`, the number rising.
 */
export function* demonstrationReports({ count, seed, now, forces }: Demonstration): Generator<InboundReport> {
  const random = seeded(seed);
  const everywhere = allForces.map((force) => force.short);
  const known = forces?.filter((short) => everywhere.includes(short)) ?? [];
  const [common, rare] = known.length > 0 ? [known.slice(0, 8), known] : [busiest, everywhere];
  const dealKind = deck(random, kinds);
  const dealUrgency = deck(random, urgencies);
  const dealFamily = deck(
    random,
    families.map((family) => [family, family.share] as const),
  );
  const remembered: Told[] = [];
  const cast = new Map<string, Officer[]>();
  let number = 100_000;

  for (let n = 0; n < count; n++) {
    number += 1 + random.below(7);
    const reference = `DEMO-${seed}-${number}`;
    // Three quarters in the last ten days; ages fall with n, so that a follow-up always comes after its report.
    const place = (n + random.next()) / count;
    const age = place < 0.25 ? DAYS - (place / 0.25) * (DAYS - 10) : 10 * (1 - (place - 0.25) / 0.75);
    const received = now.getTime() - HOUR - age * (24 - 1 / DAYS) * HOUR;
    const sent =
      received + HOUR * (1 + random.next() * Math.min(19, Math.max(0, (now.getTime() - received) / HOUR - 1)));
    const { kind, earlier } = earlierFor(random, dealKind(), remembered);
    const urgency = dealUrgency();

    const story = random.pick(welsh);
    let plan: Plan;
    if (earlier) plan = earlier.plan;
    else {
      const dealt = urgency === 'immediate' ? familyOf('PARTNER_ABUSE_CONTROL') : dealFamily();
      const family = kind === 'welsh' ? familyOf(story.category) : dealt;
      const scenario = random.pick(
        kind === 'welsh' ? family.scenarios.filter((s) => s.officer !== 'f') : family.scenarios,
      );
      const local = kind === 'welsh' ? welshForces.filter((short) => rare.includes(short)) : [];
      const force = local.length > 0 ? random.pick(local) : random.pick(random.chance(0.72) ? common : rare);
      const colleagues = cast.get(force) ?? [];
      const fitting = colleagues.filter(
        (o) => o.job === scenario.job && (scenario.officer === undefined || (scenario.officer === 'f') === o.woman),
      );
      const again = kind !== 'welsh' && fitting.length > 0 && random.chance(0.4) ? random.pick(fitting) : undefined;
      const officer = kind === 'welsh' ? inventOfficer(random, scenario.job, random.pick(towns), 'm') : again;
      plan = makePlan(random, {
        force,
        category: family.category,
        scenario,
        ...moreMatters(random, scenario),
        ...(officer && { officer }),
        month: new Date(received).getUTCMonth(),
      });
      if (!again) cast.set(force, [...colleagues, plan.officer].slice(-CAST));
    }

    const channel = kind === 'follow_up' || kind === 'orphan' ? 'follow_up' : random.chance(0.62) ? 'phone' : 'web';
    const reporterMode = random.chance(0.72) ? 'anonymous' : 'confidential';
    const keepInContact = channel === 'follow_up' || random.chance(reporterMode === 'confidential' ? 0.7 : 0.3);
    const knownAs = knowing(random, plan.officer);
    const narrative =
      kind === 'welsh' ? inWelsh(random, plan, story.say) : words(random, { plan, kind, channel, urgency, knownAs });
    const when = plan.facts;
    const parent = channel !== 'follow_up' ? undefined : (earlier?.reference ?? `DEMO-${seed}-${random.below(90_000)}`);
    yield {
      reference,
      ...(parent !== undefined && { parentReference: parent }),
      channel,
      reporterMode,
      keepInContact,
      receivedAt: new Date(received).toISOString(),
      disseminatedAt: new Date(Math.min(sent, now.getTime())).toISOString(),
      urgency,
      force: plan.force,
      categories: alsoAs(random, plan.category),
      narrative,
      ...(random.chance(0.55) && {
        occurredWhen: random.pick([
          `${when['month']}`,
          `since ${when['month']}`,
          `a ${when['day']}, about ${when['clock']}`,
          'ongoing',
          'not known',
        ]),
      }),
      ...(random.chance(0.6) && {
        occurredWhere: random.pick([
          `${when['street']}, ${when['town']}`,
          `${when['town']}`,
          `near ${when['pub']}, ${when['town']}`,
        ]),
      }),
      subjects: reportedSubjects(random, plan, knownAs, narrative),
      peopleAtRisk: kind === 'welsh' ? [] : peopleAtRisk(random, plan, urgency),
      attachments: [],
    };
    // A report in Welsh tells a story of its own, which a retelling of its plan would not match.
    if (kind !== 'welsh') remembered.push({ reference, plan, keepInContact });
    if (remembered.length > REMEMBERED) remembered.shift();
  }
}

const familyOf = (category: string) => families.find((family) => family.category === category)!;

/** The earlier report that this one tells again or follows up; without one it is a plain report. */
function earlierFor(random: Random, kind: Kind, remembered: readonly Told[]): { kind: Kind; earlier?: Told } {
  if (kind !== 'again' && kind !== 'follow_up') return { kind };
  const open = kind === 'again' ? remembered : remembered.filter((told) => told.keepInContact);
  return open.length > 0 ? { kind, earlier: random.pick(open) } : { kind: 'plain' };
}

/** What else a long report may hold about the same officer: of the same post, without a second victim. */
function moreMatters(random: Random, first: Scenario): { more: readonly Scenario[] } {
  if (first.job === 'former' || first.job === 'none') return { more: [] };
  const fitting = families
    .flatMap((family) => family.scenarios)
    .filter((s) => s.job === first.job && s !== first && s.victim === undefined && s.officer === undefined);
  return { more: fitting.sort(() => random.next() - 0.5).slice(0, 3) };
}

function alsoAs(random: Random, category: string): string[] {
  const near: Record<string, string> = {
    INFO_FOR_GAIN: 'POSITION_FOR_ADVANTAGE',
    PARTNER_ABUSE_CONTROL: 'VIOLENCE',
    SEXUAL_BOUNDARY: 'POSITION_FOR_ADVANTAGE',
    VIOLENCE: 'OTHER',
  };
  const other = near[category];
  return other !== undefined && random.chance(0.15) ? [category, other] : [category];
}

interface Choice {
  readonly plan: Plan;
  readonly kind: Kind;
  readonly channel: 'phone' | 'web' | 'follow_up';
  readonly urgency: 'routine' | 'priority' | 'immediate';
  readonly knownAs: Known;
}

function inWelsh(random: Random, { officer }: Plan, story: readonly string[]): string {
  const told = story.filter((_, at) => at < 2 || random.chance(0.85)).join(' ');
  return told.replaceAll('{NAME}', `${officer.first} ${officer.last}`).replaceAll('{TOWN}', officer.station);
}

function words(random: Random, { plan, kind, channel, urgency, knownAs }: Choice): string {
  const person = channel === 'phone' || (channel === 'follow_up' && random.chance(0.5)) ? 'third' : 'first';
  const insider = plan.scenario.from === 'work' || (plan.scenario.from === undefined && random.chance(0.4));
  const length = Math.round(Math.min(600, Math.max(22, Math.exp(Math.log(128) + 0.66 * random.normal()))));
  const danger = urgency === 'immediate' && plan.scenario.victim !== undefined ? random.pick(inDanger) : undefined;
  const pressing = urgency === 'routine' ? undefined : (danger ?? random.pick(soon));
  const after = pressing ?? (channel === 'follow_up' ? random.pick(followUpEndings) : undefined);
  const text = narrate(random, {
    plan,
    known: knownAs,
    person,
    insider,
    length,
    ...(channel === 'follow_up' && { before: random.pick(followUpOpenings) }),
    ...(after !== undefined && { after: withPronouns(after, plan) }),
  });
  const typed = person === 'first' && random.chance(0.4) ? hurried(random, text, random.pick([0.02, 0.05, 0.1])) : text;
  if (kind === 'right_to_left') return `${typed}\n\n${random.pick(rightToLeft)}`;
  if (kind === 'emoji') return `${typed} ${random.pick(emoji)}${random.chance(0.5) ? random.pick(emoji) : ''}`;
  if (kind === 'hostile')
    return random.chance(0.5) ? `${typed}\n\n${random.pick(hostile)}` : `${random.pick(hostile)}\n${typed}`;
  return typed;
}
