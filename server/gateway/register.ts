import type { Directory } from '../../shared/domain/directory.ts';
import { openInterests, type Interests } from '../../shared/protocol/interests.ts';
import type { EnrolledGateway } from './identity.ts';

/** The register of interests as this gateway can open it, by user. It is held for one import and never written down. */
export async function readRegister(directory: Directory, gateway: EnrolledGateway): Promise<Map<string, Interests>> {
  const own = { device: gateway.device, sealingKey: gateway.sealing.privateKey };
  const register = new Map<string, Interests>();
  for (const [user, sealed] of Object.entries(directory.interests ?? {})) {
    const interests = await openInterests(sealed, own);
    if (interests !== null) register.set(user, interests);
  }
  return register;
}
