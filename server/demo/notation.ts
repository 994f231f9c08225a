import { posts } from './people.ts';
import type { Known, Plan } from './plan.ts';
import type { Random } from './random.ts';

/** Takes one way through the `{a|b}` of a line; choices may be nested. */
export function choose(random: Random, line: string): string {
  let text = line;
  for (let inner = /\{([^{}]*)\}/.exec(text); inner; inner = /\{([^{}]*)\}/.exec(text)) {
    const chosen = random.pick((inner[1] as string).split('|'));
    text = text.slice(0, inner.index) + chosen + text.slice(inner.index + inner[0].length);
  }
  return text;
}

/** Who speaks: the reporter in the first person, or the charity's agent about them. */
export type Person = 'first' | 'third';

/** Fills slots; remembers whether the officer has been introduced. */
export interface Teller {
  tell(line: string): string;
}

export function teller(random: Random, plan: Plan, known: Known, person: Person): Teller {
  const { officer, facts } = plan;
  const post = posts[officer.job];
  const staff = post.title === '';
  const number = known.collar === undefined ? '' : ` (${staff ? 'payroll' : 'collar'} number ${known.collar})`;
  const article = /^[aeiou]/.test(post.noun) ? 'an' : 'a';
  const introduced = {
    full: staff ? `${officer.first} ${known.last}${number}` : `${post.title} ${officer.first} ${known.last}${number}`,
    surname: staff ? `${officer.first} ${known.last}${number}` : `${post.title} ${known.last}${number}`,
    first: `${article} ${post.noun} called ${officer.first}${number}`,
    unknown: `${article} ${post.noun}${known.collar ? ` with the number ${known.collar}` : ''}`,
  }[known.how];
  const afterwards = {
    full: [known.last, known.last, officer.first],
    surname: staff ? [officer.first] : [`${post.title} ${known.last}`, known.last],
    first: [officer.first],
    unknown: [officer.woman || random.chance(0.5) ? 'this person' : 'this man'],
  }[known.how];
  // One reporter keeps to one way of naming somebody.
  const later = random.pick(afterwards);
  const otherTitle = posts[plan.other.job].title;
  const other = `${otherTitle ? `${otherTitle} ` : `${plan.other.first} `}${plan.other.last}`;
  const speaker: Record<string, string> =
    person === 'first'
      ? { I: 'I', me: 'me', my: 'my', My: 'My', myself: 'myself', Iwas: 'I was', Iam: 'I am', C: 'I', own: 'mine' }
      : { I: 'they', me: 'them', my: 'their', My: 'Their', myself: 'themselves', Iwas: 'they were', Iam: 'they are' };
  const she = plan.victimWoman;
  const slots: Record<string, string> = {
    ...facts,
    ...speaker,
    he: officer.woman ? 'she' : 'he',
    He: officer.woman ? 'She' : 'He',
    him: officer.woman ? 'her' : 'him',
    his: officer.woman ? 'her' : 'his',
    His: officer.woman ? 'Her' : 'His',
    himself: officer.woman ? 'herself' : 'himself',
    hers: officer.woman ? 'hers' : 'his',
    vshe: she ? 'she' : 'he',
    vher: she ? 'her' : 'him',
    vhis: she ? 'her' : 'his',
    O2: other,
    o: later,
  };
  let met = false;
  const fill = (name: string): string => {
    if (name === 'O') {
      const first = !met;
      met = true;
      return first ? introduced : later;
    }
    if (name === 'C' && person === 'third') return random.pick(['The caller', 'Caller', 'The caller']);
    const value = slots[name];
    if (value === undefined) throw new Error(`no slot <${name}>`);
    return value;
  };
  return {
    tell(line) {
      const text = choose(random, line.replace(/^\^|^@[wp] /, '')).replace(/<([A-Za-z0-9]+)>/g, (_, name: string) =>
        fill(name),
      );
      return text.charAt(0).toUpperCase() + text.slice(1);
    },
  };
}
