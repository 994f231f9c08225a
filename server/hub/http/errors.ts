import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { refuse } from '../feed/problem.ts';
import { sendProblem } from './reply.ts';
import type { App } from './new-app.ts';

/** Whatever goes wrong leaves as a problem; what was wrong is told by field names, never by values. */
export function answerErrors(app: App): void {
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, refuse('not_found').problem));
  app.setErrorHandler((error, request, reply) => {
    if (hasZodFastifySchemaValidationErrors(error)) {
      // Of a list that may be cut the sender is told to cut it.
      const isTooLong = ({ instancePath, keyword }: { instancePath: string; keyword: string }) =>
        keyword === 'too_big' && /^\/(events|receipts|references)$/.test(instancePath);
      if (error.validation.every(isTooLong)) return sendProblem(reply, refuse('too_large').problem);
      const detail = error.validation.map((issue) => `${issue.instancePath} ${issue.keyword}`).join(', ');
      return sendProblem(reply, refuse('invalid_event', { detail: detail.slice(0, 500) }).problem);
    }
    const { statusCode = 500, code } = error as { statusCode?: number; code?: string };
    if (statusCode === 413) return sendProblem(reply, refuse('too_large').problem);
    if (statusCode < 500) return sendProblem(reply, refuse('invalid_event', { detail: code ?? '' }).problem);
    request.log.error({ err: error }, 'a call failed');
    return sendProblem(reply, refuse('unavailable').problem);
  });
}
