import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy that gives each call to the next of several hub instances, and cuts what an instance cuts. */
export async function startRoundRobin(instances: readonly string[]) {
  const served = instances.map(() => 0);
  let next = 0;
  const server = createServer((incoming, outgoing) => {
    const at = next++ % instances.length;
    served[at]! += 1;
    const { host: _, ...headers } = incoming.headers;
    const onward = request(`${instances[at]}${incoming.url}`, { method: incoming.method!, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
      answer.on('error', () => outgoing.destroy());
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Calls by instance. */
    served,
    close: () => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}
