/** Takes the vault's own log lines over into the log, and nothing else that it may print. */
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { UtilityProcess } from 'electron';
import { z } from 'zod';
import { log } from './log.ts';

const Line = z
  .object({ event: z.string().regex(/^[a-z0-9_.]{1,48}$/) })
  .catchall(z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** @returns the line as an event and its identifiers; undefined for anything that is not a log line */
export function parseVaultLine(line: string): z.infer<typeof Line> | undefined {
  try {
    return Line.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/**
 * A line is `{"event": "…", …identifiers}`. Anything else, such as the words of an unforeseen error, may hold contents:
 * it is counted, and shown only by a test build.
 */
export function relayVaultLog(vault: UtilityProcess): void {
  for (const stream of [vault.stdout, vault.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream as Readable }).on('line', (line) => {
      if (__TEST_BUILD__) process.stderr.write(`[vault] ${line}\n`);
      const parsed = parseVaultLine(line);
      if (parsed) {
        const { event, ...identifiers } = parsed;
        log(`vault.${event}`, identifiers);
      } else log('vault_printed', { characters: line.length });
    });
  }
}
