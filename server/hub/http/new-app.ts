/** The server that the calls are added to: its limits, its TLS, and schemas as its validators. */
import { constants } from 'node:crypto';
import Fastify, { type FastifyServerOptions } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { limits } from '../../../shared/protocol/calls.ts';
import { refuse } from '../feed/problem.ts';
import { sendProblem } from './reply.ts';

/** JSON of a push: its sealed payloads in base64 and the headers around them. */
export const BODY_LIMIT = 2 * limits.pushBytes;

/** Certificate chain and private key, PEM. */
export interface Tls {
  readonly cert: string;
  readonly key: string;
}

export const newApp = (log: FastifyServerOptions, tls: Tls | null) =>
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

/** TLS 1.3 only, and no ticket by which a later connection would skip the check of the certificate. */
export const tlsOptions = ({ cert, key }: Tls) => ({
  cert,
  key,
  minVersion: 'TLSv1.3' as const,
  secureOptions: constants.SSL_OP_NO_TICKET,
});
