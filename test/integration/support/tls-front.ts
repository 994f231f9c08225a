import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { ownCertificate } from './certificate.ts';

/** What stands before a hub in service: it ends TLS and hands everything on as it came. */
export async function startTlsFront(hub: string) {
  const { key, cert } = ownCertificate();
  const server = createServer({ key, cert, minVersion: 'TLSv1.3' }, (incoming, outgoing) => {
    const { host: _, ...headers } = incoming.headers;
    const onward = request(`${hub}${incoming.url}`, { method: incoming.method!, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('error', () => onward.destroy());
    incoming.pipe(onward);
  });
  // A line that breaks within a handshake is the client's affair.
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cert,
    close: () => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}
