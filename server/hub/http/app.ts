import { fastifySwagger } from '@fastify/swagger';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
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
import { kept } from './kept.ts';
import { receipts } from './receipts.ts';
import { references } from './references.ts';
import { signIns } from './sign-ins.ts';
import { uploads } from './uploads.ts';
import { wake } from './wake.ts';
import { type Tls, newApp, type App } from './new-app.ts';

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
    for (const call of [hello, feed, cases, kept, receipts, references, uploads, blobs]) call(signed, hub);
    wake(signed, hub);
  });
  await app.register(async (pushing: App) => {
    pushing.addHook('preValidation', authenticate(hub, 'signed_in', 'withdrawn_too'));
    events(pushing, hub, metrics);
  });
  await app.register(async (signingIn: App) => {
    signingIn.addHook('preValidation', authenticate(hub, 'signing_in'));
    signIns(signingIn, hub);
  });
  await app.register(async (admin: App) => adminCalls(admin, hub, adminToken));
  await app.ready();
  return { app: app as unknown as FastifyInstance, metrics };
}

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
