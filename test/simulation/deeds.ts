import type { Chance } from './chance.ts';

/** What people do in a schedule: with a slot and without, alone and standing on one another. */
export const deeds = ['note', 'risk', 'label', 'task', 'allocate', 'decide', 'safe contact'] as const;

export type Deed = (typeof deeds)[number];

/** The command of a deed; what has a slot is based on what is in it. */
export function commandOf(
  deed: Deed,
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
    case 'safe contact':
      return {
        type: 'safe_contact_set',
        facets: {},
        payload: { who: 'A', how: 'Text first', when: 'Noon', never: 'At home' },
        ...based('safe contact'),
      };
  }
}
