import type { EventHeader } from '../domain/header.ts';
import { jcs } from './canonical.ts';
import { leafHash } from './merkle.ts';

/** Leaf data of a compartment's log: JCS of `{header, signature, hubTime}`; contents may be erased without changing it. */
export const leafOf = (header: EventHeader, signature: string | null, hubTime: string) =>
  leafHash(jcs({ header, signature, hubTime }));
