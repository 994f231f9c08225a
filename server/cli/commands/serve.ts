import { rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyServerOptions } from 'fastify';
import { pino } from 'pino';
import { readBytes, writePrivateJson } from '../../files.ts';
import { adminListener } from '../../hub/http/admin-listener.ts';
import { dataFolder } from '../data-folder.ts';
import { openOwnHub, runningHub } from '../hub-access.ts';
import { printJson } from '../output.ts';
import { keepRecoveryRecipient, readRecoveryRecipient } from '../recovery-files.ts';
import { Stop } from '../stop.ts';
import { command, type Common } from './common.ts';
import type { Tls } from '../../hub/http/new-app.ts';

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
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly behindProxy?: boolean;
  readonly adminPort?: string;
}

const portOf = (option: string, text: string) => {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Stop(`--${option} is a number from 0 to 65535`);
  return port;
};

/** Certificate and key, or null for plain HTTP, which is refused where others could listen in. */
function tlsOf({ tlsCert, tlsKey, host, behindProxy }: ServeOptions): Tls | null {
  if (tlsCert === undefined && tlsKey === undefined) {
    if (isLoopback(host) || behindProxy === true) return null;
    throw new Stop(
      `plain HTTP on ${host} can be read by others: give --tls-cert and --tls-key, or say --behind-proxy where a proxy ends TLS`,
    );
  }
  const [cert, key] = [readBytes(tlsCert ?? ''), readBytes(tlsKey ?? '')];
  if (tlsCert === undefined || tlsKey === undefined) throw new Stop('--tls-cert and --tls-key belong together');
  if (!cert.ok) throw new Stop(cert.reason);
  if (!key.ok) throw new Stop(key.reason);
  return { cert: cert.value.toString('utf8'), key: key.value.toString('utf8') };
}

const isLoopback = (host: string) => /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host);

const boundPort = (server: Server) => (server.address() as AddressInfo).port;

async function listenAdmin(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new Stop(`cannot listen on 127.0.0.1 port ${port} (${error.message}): choose another --admin-port`)),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** How the hub's own machine reaches an address that it listens on. */
const reachable = (host: string) => (host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host);

async function serve(options: ServeOptions): Promise<void> {
  const port = portOf('port', options.port);
  const tls = tlsOf(options);
  // With TLS the command line of this machine needs a way that asks for no certificate.
  const adminPort = portOf('admin-port', options.adminPort ?? '0');
  const wantsAdmin = tls !== null || options.adminPort !== undefined;
  const data = dataFolder(options.data);
  if (options.recoveryRecipient !== undefined) keepRecoveryRecipient(data, options.recoveryRecipient);
  readRecoveryRecipient(data);
  const already = await runningHub(data);
  if (already !== null && process.env['DATABASE_URL'] === undefined)
    throw new Stop(`a hub runs over ${data.folder} already: ${already}`);
  const hub = await openOwnHub(data, logging(options.log), tls);
  try {
    await hub.app.listen({ port, host: options.host });
  } catch (error) {
    await hub.close();
    throw new Stop(
      `cannot listen on ${options.host} port ${port} (${(error as Error).message}): choose another --port`,
    );
  }
  const admin = wantsAdmin ? adminListener(hub.app, hub.hub, hub.metrics) : null;
  try {
    if (admin !== null) await listenAdmin(admin, adminPort);
  } catch (error) {
    await hub.close();
    throw error;
  }
  const url = `${tls === null ? 'http' : 'https'}://${reachable(options.host)}:${boundPort(hub.app.server)}`;
  const own = admin === null ? url : `http://127.0.0.1:${boundPort(admin)}`;
  writePrivateJson(data.running, { url: own, pid: process.pid });
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  // Said last: whoever reads it may send requests, and signals, at once.
  printJson({ listening: url, ...(admin !== null && { admin: own }) });
  await stopped;
  rmSync(data.running, { force: true });
  admin?.closeAllConnections();
  admin?.close();
  await hub.close();
}

export const serveCommand = () =>
  command('serve', 'Run the hub until it is stopped; its address is printed as one line of JSON', [
    'serve',
    'serve --port 0 --data /srv/candour/hub',
    'serve --host 0.0.0.0 --tls-cert hub.pem --tls-key hub.key --admin-port 9460',
    'serve --host 0.0.0.0 --behind-proxy   # a proxy ends TLS; DATABASE_URL names the PostgreSQL hosts',
  ])
    .option('--port <number>', 'port to listen on; 0 takes a free one', '8460')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--tls-cert <file>', 'certificate chain, PEM: TLS 1.3 and nothing older')
    .option('--tls-key <file>', 'its private key, PEM')
    .option('--behind-proxy', 'plain HTTP beyond this machine, where a proxy ends TLS')
    .option('--admin-port <number>', 'on 127.0.0.1: /metrics, /live, /ready, and the hub for its command line')
    .option('--recovery-recipient <age1…>', "the organisation's recovery key, kept and told to vaults that enrol")
    .option('--log <level>', 'what to log on standard error: silent, error, warn, info, debug', 'warn')
    .action(serve);
