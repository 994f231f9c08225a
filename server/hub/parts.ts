import type { KeyObject } from 'node:crypto';
import { v7 } from 'uuid';
import type { Random } from '../../shared/protocol/envelope.ts';
import type { KeyPair } from '../../shared/protocol/keys.ts';
import type { Speaks } from '../../shared/protocol/versions.ts';
import type { IdTokens } from './id-tokens.ts';
import type { Db } from './store/tables.ts';
import type { Clock } from './clock.ts';

/** Who this hub is. The epoch rises whenever the database is restored, and is therefore kept outside of it. */
export interface HubIdentity {
  readonly hubId: string;
  readonly hubEpoch: number;
  readonly hubKey: KeyPair;
}

/** What every call works with; clock and randomness are handed in, so that a simulation can hand in its own. */
export interface Hub {
  readonly db: Db;
  readonly identity: HubIdentity;
  /** The private half of `identity.hubKey`, parsed once. */
  readonly signingKey: KeyObject;
  readonly clock: Clock;
  readonly random: Random;
  /** The organisation's recovery key (`age1…`), asked for at each enrolment; null where there is none. */
  readonly recoveryRecipient: () => string | null;
  /** The words of the organisation's sign-in provider. */
  readonly idTokens: IdTokens;
  /** Versions that it speaks; left out, those of this build. */
  readonly speaks?: Speaks;
}

export const instant = (ms: number) => new Date(ms).toISOString();

/** A UUIDv7 by the given clock and randomness. */
export const newId = ({ clock, random }: Pick<Hub, 'clock' | 'random'>) => v7({ msecs: clock(), random: random(16) });
