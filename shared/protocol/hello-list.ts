import type { HelloAnswer, HelloReply, KnownList } from './calls.ts';
import { sha256 } from './envelope.ts';

/** What a device may hold under an epoch and a grants version, and how far each log has come. */
interface List extends Pick<HelloAnswer, 'hubEpoch' | 'grantsVersion'> {
  readonly compartments: readonly { readonly compartment: string; readonly head: number }[];
}

/** By the names themselves: databases and machines order text in their own ways. */
const inOrder = <T extends { readonly compartment: string }>(compartments: readonly T[]): T[] =>
  [...compartments].sort((a, b) => (a.compartment < b.compartment ? -1 : 1));

/** SHA-256 of all that a list says but its leases: two that have the same name the same compartments at the same heads. */
export const listDigest = ({ hubEpoch, grantsVersion, compartments }: List): string =>
  sha256(
    [
      `candour-list-v1 ${hubEpoch} ${grantsVersion}`,
      ...inOrder(compartments).map(({ compartment, head }) => `${compartment} ${head}`),
    ].join('\n'),
  );

/** What a device knows of its hub after a hello, in short: epoch, grants, and how far all its logs have come. */
export const newsMark = ({ hubEpoch, grantsVersion, compartments }: List) => {
  const begun = compartments.filter(({ head }) => head > 0);
  return `${hubEpoch}.${grantsVersion}.${begun.length}.${begun.reduce((sum, { head }) => sum + head, 0)}`;
};

/** What a device says it knows: the names by their digest alone, the heads in the order of the names. */
export const knownList = (answer: HelloAnswer): KnownList => ({
  digest: listDigest(answer),
  heads: inOrder(answer.compartments).map(({ head }) => head),
});

/**
 * The answer without what the device knows: whole, unless the heads that it gives, put to the names that it may hold now,
 * make the very list of its digest. So nothing that decides what it may hold has changed since.
 */
export function shortened(whole: HelloAnswer, { digest, heads }: KnownList): HelloReply {
  const list = inOrder(whole.compartments);
  const asKnown = list.map(({ compartment }, at) => ({ compartment, head: heads[at] ?? 0 }));
  const leaseUntil = list[0]?.leaseUntil;
  if (leaseUntil === undefined || heads.length !== list.length) return whole;
  if (listDigest({ ...whole, compartments: asKnown }) !== digest) return whole;
  const changed = list.filter((now, at) => now.head !== heads[at] || now.leaseUntil !== leaseUntil);
  const { compartments: _, ...told } = whole;
  return { ...told, changed: { compartments: changed, leaseUntil, digest: listDigest(whole) } };
}

/**
 * The whole answer, from a reply and the list that was known when it was asked for. Null where the two do not make the list
 * that the hub means: a reply to something else, or an older one.
 */
export function completed(reply: HelloReply, known: HelloAnswer | null): HelloAnswer | null {
  if ('compartments' in reply) return reply;
  if (known === null) return null;
  const { changed, ...told } = reply;
  const anew = new Map(changed.compartments.map((one) => [one.compartment, one]));
  const compartments = known.compartments.map(
    ({ compartment, head }) => anew.get(compartment) ?? { compartment, head, leaseUntil: changed.leaseUntil },
  );
  const whole = { ...told, compartments };
  return listDigest(whole) === changed.digest ? whole : null;
}
