import { limits } from '../../../shared/protocol/calls.ts';
import type { Hub } from '../parts.ts';
import { listLogs } from '../store/compartments.ts';
import { eventsBetween, weightsAfter } from '../store/events.ts';
import { checkpointOf } from './checkpoint.ts';
import { fitting, toPage } from './wire.ts';

/**
 * Every compartment's log as lines of JSON: its events in order, sealed as they are, then the checkpoint of the head
 * at the time the export reached that compartment.
 */
export async function* exportLines(hub: Hub): AsyncGenerator<string> {
  for (const { compartment, tree } of await listLogs(hub.db)) {
    for (let seq = 0; seq < tree.size;) {
      const ahead = await weightsAfter(hub.db, compartment, seq, Math.min(limits.pageEvents, tree.size - seq));
      const count = fitting(
        ahead.map((event) => event.weight),
        limits.pageBytes,
      );
      const rows = await eventsBetween(hub.db, compartment, seq, seq + count);
      const { events, leaves = [] } = toPage(rows);
      const places = [...events, ...leaves].sort((a, b) => a.seq - b.seq);
      yield places.map((place) => `${JSON.stringify({ compartment, ...place })}\n`).join('');
      seq += count;
    }
    yield `${JSON.stringify({ compartment, checkpoint: checkpointOf(hub, compartment, tree) })}\n`;
  }
}
