import type { ReactNode } from 'react';
import type { SyncState } from '../../../shared/bridge/session.ts';
import { useCall } from '../../app/calls.ts';

/** What tells how sync goes: drawn alone, ten times a second while much arrives, without the Desk around it. */
export function Synced({ children }: { readonly children: (sync: SyncState | undefined) => ReactNode }) {
  return children(useCall('sync.state', {}).value);
}
