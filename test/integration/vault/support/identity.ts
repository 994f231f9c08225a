import { makeKeyPair } from '../../../../shared/protocol/keys.ts';
import type { VaultIdentity } from '../../../../electron/vault/sync/sync-store.ts';
import { id, type Workstation } from '../../support/report-events.ts';

export const identityOfWorkstation = (who: Workstation): VaultIdentity => ({
  device: who.device,
  user: who.user,
  name: who.name,
  hub: 'https://hub.example',
  hubId: id(),
  hubKey: makeKeyPair('ed25519').publicKey,
  signing: who.signing,
  sealing: who.sealing,
});
