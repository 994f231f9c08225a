/**
 * What an invented report tells. A line is a sentence or two in a small notation: `{a|b}` is a choice, `<slot>` is
 * filled from the plan of the report (officer, places, people, times), `^` marks an opening, `@w` a line that only a
 * colleague would say and `@p` one that only a member of the public would.
 *
 * Slots: `<O>` the officer at first mention, `<o>` afterwards, `<he> <him> <his> <himself>` the officer's pronouns;
 * `<V>` the other person, `<vshe> <vher> <vhis>` theirs; `<I> <me> <my> <myself> <Iwas> <Iam>` whoever reports (they,
 * when an agent writes), `<C>` the same at the head of a sentence with a past tense; `<O2>` a second officer who takes
 * part; `<W>` an uninvolved sergeant; places and small facts: see `plan.ts`.
 */
export interface Scenario {
  readonly job: Job;
  /** Who can know this; absent means anybody. */
  readonly from?: 'work' | 'public';
  /** Whether the other person is somebody at risk, and of which sex in the telling; absent means nobody is. */
  readonly victim?: 'f' | 'm' | 'any' | 'child';
  /** The officer's sex where the story needs it. */
  readonly officer?: 'm' | 'f';
  readonly say: readonly string[];
}

export type Job =
  | 'response'
  | 'neighbourhood'
  | 'detective'
  | 'custody'
  | 'sergeant'
  | 'inspector'
  | 'control'
  | 'pcso'
  | 'special'
  | 'firearms'
  | 'roads'
  | 'property'
  | 'counter'
  | 'intelligence'
  | 'former'
  | 'none';
