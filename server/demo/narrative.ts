import { details, goingOn } from './details.ts';
import { teller, type Person, type Teller } from './notation.ts';
import type { Known, Plan } from './plan.ts';
import type { Random } from './random.ts';

export const wordsIn = (text: string) => text.split(/\s+/).filter((word) => word !== '').length;

export interface Telling {
  readonly plan: Plan;
  readonly known: Known;
  /** An agent of the charity writing down a call, or somebody typing. */
  readonly person: Person;
  /** A colleague of the officer, or a member of the public. */
  readonly insider: boolean;
  /** Words aimed at, 20 to 600. */
  readonly length: number;
  readonly before?: string;
  readonly after?: string;
}

const agentOpenings = [
  'Caller states that ',
  'The caller says that ',
  'Caller reports that ',
  'According to the caller, ',
  'Caller alleges that ',
  'Information received: ',
  'It is alleged that ',
  'The caller rang to say that ',
  'Caller wishes it known that ',
  '',
  '',
  '',
];
const ownOpenings = [
  'I want to report that ',
  'I think you should know that ',
  'I have reason to believe that ',
  'To whom it may concern. ',
  'Hi, ',
  'Please look into this: ',
  'I am writing because ',
  '',
  '',
  '',
  '',
  '',
  '',
  '',
];
const agentAsides = ['The caller adds that ', 'Caller says ', 'They say that ', 'According to the caller, '];

/** Puts a clause before a sentence, whose first letter falls unless it begins a name. */
function joined(opening: string, sentence: string, plan: Plan): string {
  if (opening === '' || /[.:,] $/.test(opening)) {
    if (!opening.endsWith(', ') || opening === 'Hi, ') return opening + sentence;
  }
  const { officer, other, facts } = plan;
  const first = /^[\p{L}’']+/u.exec(sentence)?.[0] ?? '';
  const names = [officer.first, other.first, other.last, ...Object.values(facts).map((fact) => fact.split(' ')[0])];
  const kept = ['I', 'PC', 'DC', 'Sgt', 'PCSO', 'Inspector', 'Special', 'Asian', 'Sorry', 'Please', ...names];
  return kept.includes(first) && first !== 'The'
    ? opening + sentence
    : opening + sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

const allowed = (line: string, insider: boolean) => !line.startsWith(insider ? '@p' : '@w');

const shuffled = <T>(random: Random, from: readonly T[]): T[] =>
  from
    .map((value) => ({ value, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);

/** The sentences of one matter, the opening first, then enough of the rest, in the order of the story. */
function matter(random: Random, voice: Teller, say: readonly string[], insider: boolean, room: number): string[] {
  const opening = voice.tell(random.pick(say.filter((line) => line.startsWith('^'))));
  const rest = say.filter((line) => !line.startsWith('^') && allowed(line, insider));
  let words = wordsIn(opening);
  const chosen = new Set<string>();
  for (const line of shuffled(random, rest)) {
    if (words >= room) break;
    chosen.add(line);
    words += 17;
  }
  return [opening, ...rest.filter((line) => chosen.has(line)).map((line) => voice.tell(line))];
}

/** Tells a plan in words: 20 to 600 of them, near `length`. */
export function narrate(random: Random, telling: Telling): string {
  const { plan, person, insider } = telling;
  const voice = teller(random, plan, telling.known, person);
  const aim = telling.length - wordsIn(`${telling.before ?? ''} ${telling.after ?? ''}`);
  const links = shuffled(random, [
    'There is a second matter. ',
    'That is not all. ',
    'Separately: ',
    'Something else should be said. ',
  ]);
  const sentences = matter(random, voice, plan.scenario.say, insider, aim);
  sentences[0] = joined(random.pick(person === 'third' ? agentOpenings : ownOpenings), sentences[0] as string, plan);
  if (person === 'third' && sentences.length > 3 && random.chance(0.5)) {
    const at = 2 + random.below(sentences.length - 2);
    const sentence = sentences[at] as string;
    if (!/^(The caller|Caller|They)/.test(sentence)) sentences[at] = joined(random.pick(agentAsides), sentence, plan);
  }
  const count = () => wordsIn(sentences.join(' '));
  const aboutPolice = plan.officer.job !== 'none' && plan.officer.job !== 'former';
  const lasting = ['VIOLENCE', 'OTHER'].includes(plan.category) ? [] : [goingOn];
  const extra = aboutPolice ? shuffled(random, [...details, ...lasting]) : [];
  for (const theme of extra) {
    if (count() >= aim - 8 && count() >= 20) break;
    sentences.push(voice.tell(random.pick(theme)));
  }
  for (const [nth, scenario] of plan.more.entries()) {
    if (count() >= aim - 40) break;
    const more = matter(random, voice, scenario.say, insider, aim - count());
    sentences.push((links[nth] as string) + more[0], ...more.slice(1));
  }
  // A second line of a theme, but no second description and no second beginning.
  for (const theme of shuffled(
    random,
    extra.filter((one) => one !== goingOn && one !== details[0]),
  )) {
    if (count() >= aim - 8) break;
    const line = voice.tell(random.pick(theme));
    if (!sentences.includes(line)) sentences.push(line);
  }
  while (sentences.length > 1 && count() > 560) sentences.pop();
  if (count() < 20)
    sentences.push(
      random.pick([
        'That is all that is known at the moment, and no name is being left.',
        'Nothing more can be said about it without giving somebody away.',
        'There is no more to add for now, but please look into it.',
      ]),
    );
  if (telling.before) sentences.unshift(telling.before);
  if (telling.after) sentences.push(telling.after);
  return laidOut(random, sentences, person);
}

/** Running text, paragraphs, or an agent's dashes. */
function laidOut(random: Random, sentences: readonly string[], person: Person): string {
  if (person === 'third' && sentences.length > 3 && random.chance(0.15))
    return sentences.map((s) => `- ${s}`).join('\n');
  const paragraphs = sentences.length > 5 && random.chance(0.7);
  return sentences.reduce(
    (text, s, n) => text + (n === 0 ? '' : paragraphs && random.chance(0.28) ? '\n\n' : ' ') + s,
    '',
  );
}

/** The marks of hurried typing; `strength` is the share of words touched. */
export function hurried(random: Random, text: string, strength: number): string {
  const shouting = random.chance(0.12);
  const unpunctuated = random.chance(0.2);
  const touched = text.replace(/\p{L}[\p{L}’']+/gu, (word) => {
    if (!random.chance(strength) || word.length < 4 || /^\p{Lu}/u.test(word)) return word;
    const at = 1 + random.below(word.length - 2);
    const turned = word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
    return random.pick([
      turned,
      word.slice(0, at) + word.slice(at + 1),
      word.slice(0, at) + word[at] + word.slice(at),
      word.replace(/[’']/, ''),
    ]);
  });
  const plain = unpunctuated
    ? touched.replace(/\bI\b/g, 'i').replace(/\. (?=\p{Lu})/gu, () => random.pick([', ', '.. ', ' ', '... ']))
    : touched;
  return shouting && wordsIn(plain) < 80
    ? plain.toUpperCase()
    : plain.replace(/\.$/, () => random.pick(['.', '', '!!', '...']));
}
