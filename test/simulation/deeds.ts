import type { Chance } from './chance.ts';

/** What people do in a schedule: with a slot and without, alone and standing on one another; a search leaves an entry in the journal. */
export const deeds = ['note', 'risk', 'label', 'task', 'allocate', 'decide', 'safe contact', 'search'] as const;
/** What is done as well where a schedule is about referrals or moves. */
export const more = ['screen', 'decide to investigate'] as const;

export type Deed = (typeof deeds)[number] | (typeof more)[number];

/** The sanitised pack of a case: no word of the reporter's account is in it. */
export const packOf = (chance: Chance) => ({
  reference: `D-${chance.upTo(1000)}`,
  title: 'Money at the custody desk',
  marking: 'OFFICIAL-SENSITIVE',
  handling: 'Named readers only.',
  request: 'Please investigate.',
  subjects: [],
  statements: [
    {
      statement: '01900000-0000-7000-8000-000000000000',
      text: 'Payments were made at the desk.',
      grade: { source: '2', information: 'D', handling: 'C', action: 'A1', sanitisation: 'S2' },
    },
  ],
});

/** The command of a deed; what has a slot is based on what is in it. */
export function commandOf(
  deed: Exclude<Deed, 'search'>,
  user: string,
  chance: Chance,
  slots: Readonly<Record<string, string>>,
): { type: string; facets: object; payload: object; basedOn?: string } {
  const based = (slot: string) => (slots[slot] === undefined ? {} : { basedOn: slots[slot] });
  switch (deed) {
    case 'note':
      return {
        type: 'task_set',
        facets: { kind: 'urgent', holder: user },
        payload: { text: `Call ${chance.upTo(9)}` },
      };
    case 'risk':
      return {
        type: 'assessed',
        facets: { stage: 'risk', round: 1 + chance.upTo(3), danger: chance.pick(['yes', 'no', 'unclear']) },
        payload: {},
      };
    case 'label':
      return { type: 'labelled', facets: { label: 'MEDIA', on: chance.once(1, 2) }, payload: {} };
    case 'task':
      return { type: 'task_set', facets: { kind: 'task', holder: null }, payload: { text: 'Ask' } };
    case 'allocate':
      return {
        type: 'allocated',
        facets: { to: chance.once(1, 3) ? null : user },
        payload: {},
        ...based('allocation'),
      };
    case 'decide':
      return {
        type: 'decided',
        facets: { outcomes: ['record'], route: 'here' },
        payload: { rationale: 'Kept for the record.', optionsRejected: [] },
        ...based('decision'),
      };
    case 'decide to investigate':
      return {
        type: 'decided',
        facets: { outcomes: ['investigate'], route: 'here' },
        payload: { rationale: 'It is clear enough.', optionsRejected: [] },
        ...based('decision'),
      };
    case 'screen':
      return { type: 'screened', facets: { result: 'none' }, payload: undefined as never };
    case 'safe contact':
      return {
        type: 'safe_contact_set',
        facets: {},
        payload: { who: 'A', how: 'Text first', when: 'Noon', never: 'At home' },
        ...based('safe contact'),
      };
  }
}
