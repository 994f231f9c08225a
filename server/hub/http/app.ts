import { constants } from 'node:crypto';
import { fastifySwagger } from '@fastify/swagger';
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { limits } from '../../../shared/protocol/calls.ts';
import { refuse } from '../feed/problem.ts';
import type { Hub } from '../parts.ts';
import { adminCalls } from './admin/index.ts';
import { authenticate } from './authentication.ts';
import { blobs } from './blobs.ts';
import { cases } from './cases.ts';
import { enrolments } from './enrolments.ts';
import { answerErrors } from './errors.ts';
import { events } from './events.ts';
import { feed } from './feed.ts';
import { health } from './health.ts';
import { hello } from './hello.ts';
import { countAnswers, type Metrics } from './metrics.ts';
import { references } from './references.ts';
import { sendProblem } from './reply.ts';
import { uploads } from './uploads.ts';

/** JSON of a push: its sealed payloads in base64 and the headers around them. */
const BODY_LIMIT = 2 * limits.pushBytes;

/** Certificate chain and private key, PEM. */
export interface Tls {
  readonly cert: string;
  readonly key: string;
}

const newApp = (log: FastifyServerOptions, tls: Tls | null) =>
  Fastify({
    ...log,
    ...(tls !== null && { https: tlsOptions(tls) }),
    bodyLimit: BODY_LIMIT,
    genReqId: () => crypto.randomUUID(),
    exposeHeadRoutes: false,
    // An address that cannot be decoded has no route, and so no handler of ours: it is refused here.
    frameworkErrors: (_error, _request, reply) => void sendProblem(reply, refuse('not_found').problem),
  })
    .setValidatorCompiler(validatorCompiler)
    .setSerializerCompiler(serializerCompiler)
    .withTypeProvider<ZodTypeProvider>();
export type App = ReturnType<typeof newApp>;

export interface AppOptions {
  readonly hub: Hub;
  /** The bearer token of the administrator's calls. */
  readonly adminToken: string;
  readonly log?: FastifyServerOptions;
  /** Null: plain HTTP, on this machine or behind a proxy that ends TLS. */
  readonly tls?: Tls | null;
}

export interface HubApp {
  readonly app: FastifyInstance;
  readonly metrics: Metrics;
}

/** The hub's HTTP border: one file a call. */
export async function createApp({ hub, adminToken, log = {}, tls = null }: AppOptions): Promise<HubApp> {
  const app = newApp(log, tls);
  const metrics = countAnswers(app as unknown as FastifyInstance, hub);
  keepRawBodies(app);
  answerErrors(app);
  await app.register(fastifySwagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Candour hub', version: '1' } },
    transform: jsonSchemaTransform,
  });
  await app.register(async (open: App) => {
    health(open, hub);
    enrolments(open, hub);
    open.get('/v1/openapi.json', { schema: { hide: true } }, () => app.swagger());
  });
  await app.register(async (signed: App) => {
    signed.addHook('preValidation', authenticate(hub));
    for (const call of [hello, feed, cases, references, uploads, blobs]) call(signed, hub);
    events(signed, hub, metrics);
  });
  await app.register(async (admin: App) => adminCalls(admin, hub, adminToken));
  await app.ready();
  return { app: app as unknown as FastifyInstance, metrics };
}

/** TLS 1.3 only, and no ticket by which a later connection would skip the check of the certificate. */
const tlsOptions = ({ cert, key }: Tls) => ({
  cert,
  key,
  minVersion: 'TLSv1.3' as const,
  secureOptions: constants.SSL_OP_NO_TICKET,
});

/** Signatures cover the bytes of a body, so they are kept beside what was parsed out of them. */
function keepRawBodies(app: App): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    request.rawBody = body;
    void parseJson(request, body.toString('utf8'), done);
  });
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    request.rawBody = body;
    done(null, body);
  });
}
