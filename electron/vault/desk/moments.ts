/** The moments by which views of time are told apart, ISO 8601, UTC. */
export interface Moments {
  readonly now: string;
  /** The midnight that ends the day, in the workstation's own time zone. */
  readonly tomorrow: string;
}

/** @param now ms since 1970 */
export function momentsOf(now: number): Moments {
  const midnight = new Date(now);
  midnight.setHours(24, 0, 0, 0);
  return { now: new Date(now).toISOString(), tomorrow: midnight.toISOString() };
}
