import { z } from 'zod';
import { Id, words } from '../domain/primitives.ts';
import { call, nothing } from './call.ts';
import { Person } from './session.ts';

/** Who may read a case that was set apart. */
export const Readers = z.strictObject({
  /** A user of the organisation is named in it, or somebody has declared an interest. */
  why: z.enum(['user_named', 'interest', 'by_hand']),
  people: z.array(
    Person.extend({
      /** Workstations that the keyring has granted a key, and those of them that wait for this case's key. */
      workstations: z.int(),
      waiting: z.int(),
    }),
  ),
  /** Members of the unit who could be let in. Who cannot is not listed, and not told why. */
  others: z.array(Person),
  /** This person supervises, and may let readers in and out. */
  mayChange: z.boolean(),
});
export type Readers = z.infer<typeof Readers>;

const entries = z.array(words(200)).max(40);

export const readersCalls = {
  /** Null for an ordinary case. */
  'readers.read': call(z.strictObject({ caseId: Id }), Readers.nullable()),
  /** Lets a person in or out. Errors: the codes and reasons of `shared/domain/permits.ts`, `case_sealed`. */
  'readers.change': call(
    z.strictObject({ caseId: Id, user: Id, to: z.enum(['in', 'out']) }),
    z.strictObject({ event: Id }),
  ),
  /** One's own entry in the register of interests; `gateways` match reports against it. */
  'interests.read': call(nothing, z.strictObject({ names: entries, stations: entries, gateways: z.int() })),
  /** Errors: `no_gateway`, `too_large`. */
  'interests.save': call(z.strictObject({ names: entries, stations: entries }), nothing),
};
