/** What main tells about danger that nobody has acknowledged: to the system, and to the screens without an open vault. */

export interface Attention {
  /** @param fresh something is unacknowledged that was not before */
  tell(state: { readonly unacknowledged: number; readonly fresh: boolean }): void;
  /** How many there were when the page last told. */
  kept(): number;
  /** Another person comes to this workstation. */
  forget(): void;
}

/** @param show shows the notification; its words are the same for every case */
export function keepAttention(show: () => void): Attention {
  let unacknowledged = 0;
  return {
    tell(state) {
      unacknowledged = state.unacknowledged;
      if (state.fresh && unacknowledged > 0) show();
    },
    kept: () => unacknowledged,
    forget: () => void (unacknowledged = 0),
  };
}
