/** The times that statistics are usually asked for, as days of London, both inclusive. `today` is `YYYY-MM-DD`. */
export const periods = ['this_year', 'last_year', 'twelve_months', 'all'] as const;
export type Period = (typeof periods)[number];

export function daysOf(period: Period, today: string): { readonly from: string; readonly to: string } {
  const year = Number(today.slice(0, 4));
  switch (period) {
    case 'this_year':
      return { from: `${year}-01-01`, to: today };
    case 'last_year':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
    case 'twelve_months': {
      const begun = new Date(`${today}T00:00:00Z`);
      begun.setUTCFullYear(year - 1);
      begun.setUTCDate(begun.getUTCDate() + 1);
      return { from: begun.toISOString().slice(0, 10), to: today };
    }
    case 'all':
      return { from: '2000-01-01', to: today };
  }
}
