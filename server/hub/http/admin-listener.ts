import { createServer, type Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { readiness } from '../feed/standing.ts';
import type { Hub } from '../parts.ts';
import { OPEN_METRICS, type Metrics } from './metrics.ts';

/**
 * Plain HTTP for the hub's own machine and those who watch it: `/metrics`, `/live`, `/ready`; everything else goes to the
 * hub itself, so that its command line reaches it also where the hub speaks TLS. The caller listens and closes.
 */
export function adminListener(app: FastifyInstance, hub: Hub, metrics: Metrics): Server {
  return createServer((request, response) => {
    const answer = (status: number, type: string, body: string) =>
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    const path = request.url?.split('?')[0];
    if (path === '/metrics')
      metrics.text().then(
        (text) => answer(200, OPEN_METRICS, text),
        () => answer(503, 'text/plain', ''),
      );
    else if (path === '/live') answer(200, 'application/json', '{"live":true}');
    else if (path === '/ready')
      void readiness(hub).then((is) => answer(is.ready ? 200 : 503, 'application/json', JSON.stringify(is)));
    else app.routing(request, response);
  });
}
