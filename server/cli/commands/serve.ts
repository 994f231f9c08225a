import { rmSync } from 'node:fs';
import type { FastifyServerOptions } from 'fastify';
import { pino } from 'pino';
import { writePrivateJson } from '../../files.ts';
import { dataFolder } from '../data-folder.ts';
import { openOwnHub, runningHub } from '../hub-access.ts';
import { printJson } from '../output.ts';
import { keepRecoveryRecipient, readRecoveryRecipient } from '../recovery-files.ts';
import { Stop } from '../stop.ts';
import { command, type Common } from './common.ts';

/** Identifiers and codes only: no body, no query, no header is ever logged. */
const logging = (level: string): FastifyServerOptions => ({
  loggerInstance: pino(
    {
      level,
      serializers: {
        req: (request: { method: string; url: string }) => ({
          method: request.method,
          path: request.url.split('?')[0],
        }),
        res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
      },
      redact: ['headers', 'body', '*.headers', '*.body', 'err.detail', 'err.where', 'err.query', 'err.params'],
    },
    pino.destination(2),
  ),
});

interface ServeOptions extends Common {
  readonly port: string;
  readonly host: string;
  readonly log: string;
  readonly recoveryRecipient?: string;
}

/** How the hub's own machine reaches an address that it listens on. */
const reachable = (host: string) => (host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host);

async function serve(options: ServeOptions): Promise<void> {
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Stop('--port is a number from 0 to 65535');
  const data = dataFolder(options.data);
  if (options.recoveryRecipient !== undefined) keepRecoveryRecipient(data, options.recoveryRecipient);
  readRecoveryRecipient(data);
  const already = await runningHub(data);
  if (already !== null && process.env['DATABASE_URL'] === undefined)
    throw new Stop(`a hub runs over ${data.folder} already: ${already}`);
  const hub = await openOwnHub(data, logging(options.log));
  try {
    await hub.app.listen({ port, host: options.host });
  } catch (error) {
    await hub.close();
    throw new Stop(
      `cannot listen on ${options.host} port ${port} (${(error as Error).message}): choose another --port`,
    );
  }
  const address = hub.app.server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  const url = `http://${reachable(options.host)}:${bound}`;
  writePrivateJson(data.running, { url, pid: process.pid });
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  // Said last: whoever reads it may send requests, and signals, at once.
  printJson({ listening: url });
  await stopped;
  rmSync(data.running, { force: true });
  await hub.close();
}

export const serveCommand = () =>
  command('serve', 'Run the hub until it is stopped; its address is printed as one line of JSON', [
    'serve',
    'serve --port 0 --data /srv/candour/hub',
    'serve --host 0.0.0.0   # behind a proxy that ends TLS; DATABASE_URL names the PostgreSQL server',
  ])
    .option('--port <number>', 'port to listen on; 0 takes a free one', '8460')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--recovery-recipient <age1…>', "the organisation's recovery key, kept and told to vaults that enrol")
    .option('--log <level>', 'what to log on standard error: silent, error, warn, info, debug', 'warn')
    .action(serve);
