import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { SealedInterests } from '../domain/directory.ts';
import { words } from '../domain/primitives.ts';
import { open, seal, type Random } from './envelope.ts';
import { hpkeOpen, hpkeSeal, interestsContext } from './keys.ts';

/** What a person enters in the register of interests: people and stations of which they may read no report. */
export const Interests = z.strictObject({
  names: z.array(words(200)).max(40),
  stations: z.array(words(200)).max(40),
});
export type Interests = z.infer<typeof Interests>;

/** Bytes of every entry before it is sealed: an empty one looks like a full one. */
const LENGTH = 12 * 1024;

const aad = (user: string) => Buffer.from(`candour-interests-v1 ${user}`, 'utf8');

/** Seals an entry to these gateways; null when it is longer than any entry may be. */
export async function sealInterests(
  user: string,
  interests: Interests,
  gateways: readonly { readonly device: string; readonly sealingKey: string }[],
  random: Random = randomBytes,
): Promise<SealedInterests | null> {
  const text = Buffer.from(JSON.stringify(interests), 'utf8');
  if (text.length > LENGTH) return null;
  const key = random(32);
  const content = seal(key, Buffer.concat([text, Buffer.alloc(LENGTH - text.length, ' ')]), aad(user), random);
  const keys = await Promise.all(
    gateways.map(async ({ device, sealingKey }) => ({
      device,
      sealed: await hpkeSeal(sealingKey, key, 'candour-interests-v1', interestsContext(user, device)),
    })),
  );
  return { user, keys, content: content.toString('base64') };
}

/** The entry, or null when it was not sealed to this gateway or is not one. */
export async function openInterests(
  { user, keys, content }: SealedInterests,
  own: { readonly device: string; readonly sealingKey: string },
): Promise<Interests | null> {
  const ours = keys.find(({ device }) => device === own.device);
  if (ours === undefined) return null;
  const key = await hpkeOpen(own.sealingKey, ours.sealed, 'candour-interests-v1', interestsContext(user, own.device));
  const plain = key?.length === 32 ? open(key, Buffer.from(content, 'base64'), aad(user)) : null;
  try {
    const parsed = Interests.safeParse(JSON.parse(plain?.toString('utf8') ?? ''));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
