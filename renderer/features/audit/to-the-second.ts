/** Year, month and day first, so that a column of them reads like a list. */
const london = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/London',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `2026-11-22 09:41:05`, in London: the same in every language. */
export const toTheSecond = (instant: string): string => london.format(new Date(instant));
