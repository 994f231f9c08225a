/**
 * What main tells about what needs the person: to the system; and of danger that nobody has acknowledged to the screens
 * without an open vault.
 */

export interface Attention {
  /** @param fresh something is unacknowledged that was not before */
  tell(state: { readonly unacknowledged: number; readonly fresh: boolean }): void;
  /** Something else has come to wait for the person: an answer, a clock that is near, a task that is due. */
  needed(): void;
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
    needed: show,
    kept: () => unacknowledged,
    forget: () => void (unacknowledged = 0),
  };
}
