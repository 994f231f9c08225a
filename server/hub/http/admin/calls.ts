import { z } from 'zod';
import { Membership, UnitKind } from '../../../../shared/domain/events/directory.ts';
import { EventHeader } from '../../../../shared/domain/header.ts';
import { SignInSettings } from '../../sign-in-settings.ts';
import { Code, Id, Instant, UnitCode, words } from '../../../../shared/domain/primitives.ts';

/** The contract between the command line and the hub; paths are under `/v1/admin`. */
export const AddUnitRequest = z.strictObject({
  unit: UnitCode,
  name: words(200),
  kind: UnitKind,
  force: Code.optional(),
});
export const UnitsAnswer = z.strictObject({
  units: z.array(
    z.strictObject({
      unit: UnitCode,
      name: z.string(),
      kind: z.string(),
      force: z.string().nullable(),
      /** Workstations that hold the unit's newest key and have left it: above none, it needs a new one. */
      leavers: z.int().optional(),
    }),
  ),
});

/** Who is rung for a unit when somebody is in danger, first to last; nobody where it is empty. */
export const SetOnCallRequest = z.strictObject({
  unit: UnitCode,
  officers: z.array(z.strictObject({ user: Id, telephone: words(40).min(3) })).max(10),
});

/** Who is told of what stays overdue in a unit: one of its supervisors, or nobody above them. */
export const SetUnitHeadRequest = z.strictObject({ unit: UnitCode, user: Id.nullable() });

/** Without `user` a new person. */
export const SetUserRequest = z.strictObject({
  user: Id.optional(),
  name: words(200),
  memberships: z.array(Membership).max(500),
  /** Left out, the one that is known stays. */
  collarNumber: words(40).optional(),
});
export const SetUserAnswer = z.strictObject({ user: Id });
export const UsersAnswer = z.strictObject({
  users: z.array(z.strictObject({ user: Id, name: z.string(), memberships: z.array(Membership) })),
});

export const CodeRequest = z.strictObject({ user: Id });
export const CodeAnswer = z.strictObject({ code: z.string(), expiresAt: Instant });

export const DevicesAnswer = z.strictObject({
  devices: z.array(
    z.strictObject({
      device: Id,
      user: Id,
      name: z.string(),
      state: z.enum(['active', 'quarantined', 'withdrawn']),
      enrolledAt: Instant,
      fingerprint: z.string(),
      /** The keyring has vouched for it, in every role that its person has now. */
      vouched: z.boolean(),
      /** Units whose key the person's work needs and this device was not granted. */
      awaits: z.array(UnitCode),
    }),
  ),
});
export type DevicesAnswer = z.infer<typeof DevicesAnswer>;

/** Each erasure, newest first: how many workstations have confirmed it, and which may still hold what it took. */
export const ErasuresAnswer = z.strictObject({
  erasures: z.array(
    z.strictObject({
      event: Id,
      caseId: Id,
      compartment: z.string(),
      at: Instant,
      confirmed: z.int().min(0),
      waiting: z.array(z.strictObject({ device: Id, name: z.string() })),
    }),
  ),
});

/** Every referral, the reference of the case from which it came, and how many workstations in use hold its newest key. */
export const ReferralsAnswer = z.strictObject({
  referrals: z.array(z.strictObject({ referral: Id, unit: UnitCode, reference: z.string(), holders: z.int().min(0) })),
});

/** The events that gave a referral a key, as their authors signed them. */
export const ReferralKeysAnswer = z.strictObject({
  unit: UnitCode,
  given: z.array(z.strictObject({ header: EventHeader, signature: z.string() })),
});

/** Every named-readers case, as `ReferralsAnswer`. */
export const ApartAnswer = z.strictObject({
  cases: z.array(z.strictObject({ caseId: Id, unit: UnitCode, reference: z.string(), holders: z.int().min(0) })),
});

/** Who reads a named-readers case, and the events that gave it a key, as their authors signed them. */
export const ApartKeysAnswer = z.strictObject({
  readers: z.array(Id),
  given: z.array(z.strictObject({ header: EventHeader, signature: z.string() })),
});

export const StatsAnswer = z.strictObject({
  reports: z.int(),
  cases: z.int(),
  referrals: z.int(),
  events: z.int(),
  devices: z.int(),
  users: z.int(),
  byState: z.record(z.string(), z.int()),
  byForce: z.record(z.string(), z.int()),
});
export type StatsAnswer = z.infer<typeof StatsAnswer>;

/** Signed checkpoints that were kept outside of the database. */
export const VerifyRequest = z.strictObject({ checkpoints: z.array(z.string().max(2000)).max(10_000) });

/** Since when a restored hub waits for the review of its grants; null when it serves. */
export const ReviewAnswer = z.strictObject({ since: Instant.nullable(), epoch: z.int().min(1) });
export type ReviewAnswer = z.infer<typeof ReviewAnswer>;

/** How people sign in; null: nobody has to. Whoever is signed in has to do so again when the provider changes. */
export const SetSignInRequest = z.strictObject({ settings: SignInSettings.nullable() });
/** The settings, and who has no account yet and therefore could not sign in. */
export const SignInSetAnswer = z.strictObject({
  settings: SignInSettings.nullable(),
  without: z.array(z.strictObject({ user: Id, name: z.string() })),
});
export type SignInSetAnswer = z.infer<typeof SignInSetAnswer>;

/** As whom the provider knows a user; null: as nobody, and they are signed out. */
export const SetAccountRequest = z.strictObject({ user: Id, account: words(300).nullable() });
