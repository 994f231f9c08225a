import { z } from 'zod';
import { StatisticsAnswer, StatisticsWanted } from '../../../../shared/domain/statistics/schema.ts';
import { dated, published, tally, type Dated } from '../../../../shared/domain/statistics/tally.ts';
import type { Hub } from '../../parts.ts';
import { measures } from '../../store/statistics.ts';
import type { App } from '../new-app.ts';

export const StatisticsRequest = z.strictObject({ wanted: StatisticsWanted, exact: z.boolean() });

/** The figures of all desks together. Unless `exact` is asked for, as they may be published. */
export function statistics(app: App, hub: Hub): void {
  app.post(
    '/v1/admin/statistics',
    { schema: { body: StatisticsRequest, response: { 200: StatisticsAnswer } } },
    async ({ body: { wanted, exact } }) => {
      const all: Dated[] = [];
      for await (const measure of measures(hub.db)) all.push(dated(measure));
      const { division, ...counted } = wanted;
      const figures = tally(all, counted, division);
      return exact ? figures : published(figures);
    },
  );
}
