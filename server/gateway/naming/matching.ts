import type { Directory, User } from '../../../shared/domain/directory.ts';
import type { InboundReport } from '../../../shared/domain/inbound.ts';
import { collarNumber, givesNumber } from './collar-number.ts';
import { mentions, nameOf, wordsMayName, wordsOfName, type Name } from './names.ts';
import { mayHold, spellingsIn, spellingsOf } from './spellings.ts';
import { wordsOf, type Word } from './words-of.ts';

/** What somebody has entered in the register of interests. */
export interface Interests {
  readonly names: readonly string[];
  readonly stations: readonly string[];
}

/** Users who are named in a report, and users who have declared an interest in what it is about; ids. */
export interface Matched {
  readonly named: readonly string[];
  readonly interested: readonly string[];
}

interface Sought {
  readonly user: string;
  readonly name: Known | null;
  readonly collar: string | null;
  readonly names: readonly Known[];
  readonly stations: readonly string[];
}

/** A name with the spellings by which a text is known not to hold it. */
interface Known {
  readonly name: Name;
  readonly spellings: readonly string[];
}

function knownName(text: string): Known | null {
  const name = nameOf(text);
  return name === null ? null : { name, spellings: spellingsOf(name) };
}

type Matcher = (
  report: Pick<InboundReport, 'narrative' | 'occurredWhere' | 'occurredWhen' | 'subjects' | 'peopleAtRisk'>,
) => Matched;

/** People, not the machines that are users for the sake of their keys. */
const isPerson = ({ memberships }: User) => memberships.some(({ role }) => role !== 'gateway' && role !== 'keyring');

const stationOf = (text: string) =>
  wordsOf(text)
    .map((word) => word.text)
    .join(' ');

/**
 * Finds the users whom a report may be about. Made for one import; false positives are the safer error, since a case that
 * is set apart has readers all the same.
 * @param interests by user id, as far as this gateway could open them
 */
export function matcherFor(directory: Directory, interests: ReadonlyMap<string, Interests>): Matcher {
  const sought = Object.values(directory.users)
    .filter(isPerson)
    .map((user): Sought => {
      const declared = interests.get(user.user);
      const collar = user.collarNumber === undefined ? '' : collarNumber(user.collarNumber);
      return {
        user: user.user,
        name: knownName(user.name),
        collar: collar === '' ? null : collar,
        names: (declared?.names ?? []).map(knownName).filter((name) => name !== null),
        stations: (declared?.stations ?? []).map(stationOf).filter((station) => station !== ''),
      };
    });
  return (report) => {
    const texts = [
      report.narrative,
      report.occurredWhere ?? '',
      report.occurredWhen ?? '',
      ...report.peopleAtRisk.map(({ description }) => description),
      ...report.subjects.flatMap(({ description, station, rank }) => [description ?? '', station ?? '', rank ?? '']),
    ].map(wordsOf);
    const names = report.subjects.flatMap(({ name }) => name ?? []);
    const collars = new Set(
      report.subjects.flatMap((subject) =>
        subject.collarNumber === undefined ? [] : [collarNumber(subject.collarNumber)],
      ),
    );
    const named = names.map(wordsOfName);
    const found = spellingsIn(texts);
    const speaksOf = ({ name, spellings }: Known) =>
      named.some((words) => wordsMayName(words, name)) ||
      (mayHold(found, spellings) && texts.some((text) => mentions(text, name)));
    // A name field may hold a collar number, too: "PC 1234".
    const numbered = [...texts, ...names.map(wordsOf)];
    const givesCollar = (collar: string) => collars.has(collar) || numbered.some((text) => givesNumber(text, collar));
    const standsAt = (station: string) => texts.some((text) => holds(text, station));
    return {
      named: sought
        .filter(({ name, collar }) => (name !== null && speaksOf(name)) || (collar !== null && givesCollar(collar)))
        .map(({ user }) => user),
      interested: sought
        .filter((one) => one.names.some(speaksOf) || one.stations.some(standsAt))
        .map(({ user }) => user),
    };
  };
}

const holds = (text: readonly Word[], phrase: string) =>
  ` ${text.map((word) => word.text).join(' ')} `.includes(` ${phrase} `);
