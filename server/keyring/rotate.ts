import type { Device } from '../../shared/domain/directory.ts';
import { dueForNewKey, holdersOf, leaversOf } from '../../shared/domain/unit-keys.ts';
import type { WireEvent } from '../../shared/protocol/calls.ts';
import type { Transport } from '../device/transport.ts';
import { currentKey, newUnitKey, type Keep, type Keyring } from './contents.ts';
import { publish, sealGrant, withKeys } from './keyring.ts';
import { failed, openSession, type Done } from './session.ts';

/** What a rotation did, for each unit. */
export interface Rotated {
  readonly unit: string;
  /** The workstations that were given the new key. */
  readonly granted: readonly Device[];
  /** Those that had the old one and were not given the new. */
  readonly leavers: readonly Device[];
}

/**
 * Makes a new key pair for each unit, publishes it, and grants it to the workstations that both the keyring and the
 * directory say work there. What comes in from then on is sealed to it; what came before stays sealed to the old one, which
 * stays in the keyring. Written down before it is published.
 * @param units which; null for those that somebody has left since their last key
 */
export async function rotateUnitKeys(
  transport: Transport,
  keyring: Keyring,
  units: readonly string[] | null,
  keep: Keep,
): Promise<Done<{ contents: Keyring; rotated: Rotated[] }>> {
  const opened = await openSession(transport, keyring);
  if (!opened.ok) return opened;
  const { directory, push } = opened.session;
  const wanted = [...new Set(units ?? dueForNewKey(directory))];
  const keyless = wanted.filter((unit) => (directory.units[unit]?.key ?? null) === null);
  if (keyless.length > 0) return failed(`no key is published for ${keyless.join(', ')}: there is nothing to replace`);
  const foreign = wanted.filter(
    (unit) => !keyring.units[unit]?.some(({ key }) => key === directory.units[unit]!.key!.id),
  );
  if (foreign.length > 0) return failed(`the key of ${foreign.join(', ')} is not in this keyring`);
  // A key that was made in a rotation that was cut off is published now instead of yet another one.
  const made = wanted
    .filter((unit) => currentKey(keyring, unit)!.key === directory.units[unit]!.key!.id)
    .map((unit) => [unit, newUnitKey(currentKey(keyring, unit))] as const);
  const contents = withKeys(keyring, made);
  if (made.length > 0) await keep(contents);
  const rotated = wanted.map((unit) => ({
    unit,
    granted: holdersOf(directory, unit),
    leavers: leaversOf(directory, unit),
  }));
  const pushed = await push(async (say) => {
    const said: WireEvent[] = [];
    for (const { unit, granted } of rotated) {
      const key = currentKey(contents, unit)!;
      said.push(publish(say, unit, key));
      for (const device of granted) said.push(await sealGrant(say, unit, key, device));
    }
    return said;
  });
  return pushed.ok ? { ok: true, contents, rotated } : pushed;
}
