import { create } from 'zustand';

/** What stands in place of the unlock or set-up screen. */
export type Way =
  | { readonly screen: 'unlock' }
  /** `code`: why the vault did not open; null where the person asked by themselves. */
  | { readonly screen: 'ways'; readonly code: string | null }
  | { readonly screen: 'restore'; readonly from: 'backup' | 'own' };

const home: Way = { screen: 'unlock' };

export const useWay = create<{ way: Way }>(() => ({ way: home }));
export const goWay = (way: Way = home): void => useWay.setState({ way });

/** Failures of an unlock after which trying again is not the only way. */
const withWays = new Set([
  ...['vault_damaged', 'vault_missing', 'vault_newer', 'keys_destroyed', 'disk_full', 'disk_read_only', 'disk_failed'],
  ...['keystore_refused', 'keystore_changed', 'secret_damaged', 'internal'],
]);
export const hasWays = (code: string): boolean => withWays.has(code);

/** Which ways there are from here. */
export interface Ways {
  readonly again: boolean;
  readonly readOnly: boolean;
  readonly own: boolean;
  readonly backup: boolean;
  readonly recover: boolean;
}

const every: Ways = { again: true, readOnly: true, own: true, backup: true, recover: true };
const none: Ways = { again: true, readOnly: false, own: false, backup: false, recover: false };

export function waysFor(code: string | null): Ways {
  switch (code) {
    case null:
    case 'internal':
      return every;
    case 'vault_damaged':
      return { ...every, again: false };
    case 'vault_missing':
      return { ...none, backup: true };
    case 'vault_newer':
      return none;
    case 'disk_full':
    case 'disk_failed':
    case 'disk_read_only':
      return { ...none, readOnly: true };
    default:
      return { ...none, backup: true, recover: true };
  }
}
