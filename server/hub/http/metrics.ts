import type { FastifyInstance } from 'fastify';
import { readiness } from '../feed/standing.ts';
import type { Hub } from '../parts.ts';
import { poolCounts } from '../store/database.ts';

/** Upper bounds of the histogram, seconds. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

interface Timed {
  readonly counts: number[];
  sum: number;
}

/** What an instance counts since its start: routes, statuses and verdicts; no id, no name, no compartment. */
export interface Metrics {
  verdicts(results: readonly { readonly status: string }[]): void;
  /** OpenMetrics 1.0 text. */
  text(): Promise<string>;
}

export const OPEN_METRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/** Counts every answer of this app. A route is told by its pattern, never by what was asked. */
export function countAnswers(app: FastifyInstance, hub: Hub): Metrics {
  const answers = new Map<string, number>();
  const times = new Map<string, Timed>();
  const verdicts = new Map<string, number>();
  const add = (map: Map<string, number>, key: string, by = 1) => map.set(key, (map.get(key) ?? 0) + by);
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    add(answers, `method="${request.method}",route="${route}",status="${reply.statusCode}"`);
    const seconds = reply.elapsedTime / 1000;
    const timed = times.get(route) ?? { counts: [...BOUNDS.map(() => 0), 0], sum: 0 };
    const bucket = BOUNDS.findIndex((bound) => seconds <= bound);
    timed.counts[bucket === -1 ? BOUNDS.length : bucket]! += 1;
    timed.sum += seconds;
    times.set(route, timed);
    done();
  });
  return {
    verdicts: (results) => results.forEach(({ status }) => add(verdicts, status)),
    text: async () => {
      const pool = poolCounts(hub.db);
      const { ready } = await readiness(hub);
      return [
        ...family('candour_answers', 'counter', 'Answers, by route and status.'),
        ...[...answers].map(([labels, count]) => `candour_answers_total{${labels}} ${count}`),
        ...family('candour_answer_seconds', 'histogram', 'Time to an answer, by route.'),
        ...[...times].flatMap(([route, timed]) => histogram(route, timed)),
        ...family('candour_events', 'counter', 'Events of pushes, by verdict; repeats count again.'),
        ...[...verdicts].map(([verdict, count]) => `candour_events_total{verdict="${verdict}"} ${count}`),
        ...(pool === null
          ? []
          : [
              ...family('candour_connections', 'gauge', 'Connections to PostgreSQL, and calls that wait for one.'),
              ...(['total', 'idle', 'waiting'] as const).map(
                (state) => `candour_connections{state="${state}"} ${pool[state]}`,
              ),
              ...family('candour_host_switches', 'counter', 'How often another PostgreSQL host took over.'),
              `candour_host_switches_total ${pool.switches}`,
            ]),
        ...family('candour_ready', 'gauge', 'Whether workstations are answered.'),
        `candour_ready ${ready ? 1 : 0}`,
        ...family('candour_epoch', 'gauge', 'Raised by every restore.'),
        `candour_epoch ${hub.identity.hubEpoch}`,
        ...family('candour_resident_memory_bytes', 'gauge', 'Memory of this process.'),
        `candour_resident_memory_bytes ${process.memoryUsage.rss()}`,
        '# EOF\n',
      ].join('\n');
    },
  };
}

const family = (name: string, type: string, help: string) => [`# TYPE ${name} ${type}`, `# HELP ${name} ${help}`];

function histogram(route: string, { counts, sum }: Timed): string[] {
  let below = 0;
  const buckets = counts.map((count, at) => {
    below += count;
    return `candour_answer_seconds_bucket{route="${route}",le="${BOUNDS[at] ?? '+Inf'}"} ${below}`;
  });
  return [
    ...buckets,
    `candour_answer_seconds_sum{route="${route}"} ${sum.toFixed(6)}`,
    `candour_answer_seconds_count{route="${route}"} ${below}`,
  ];
}
