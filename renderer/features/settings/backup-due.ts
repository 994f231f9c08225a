const WEEK_MS = 7 * 24 * 3600_000;

/** Whether the last backup is older than a week, or there is none. `now` in ms since 1970. */
export const backupDue = (last: { readonly at: string } | null, now: number): boolean =>
  last === null || now - Date.parse(last.at) > WEEK_MS;
