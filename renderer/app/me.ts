import type { Me } from '../../shared/bridge/session.ts';
import { useCall } from './calls.ts';

/** Who is at work here; undefined until the vault has answered. */
export const useMe = (): Me | undefined => useCall('session.me', {}).value;
