import type { FastifyReply } from 'fastify';
import type { Problem } from '../../../shared/protocol/calls.ts';
import type { Refused } from '../feed/problem.ts';

/** Answers an RFC 9457 problem. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.code === 'rate_limited' || problem.code === 'unavailable') void reply.header('retry-after', '1');
  // A string passes the serializer of the route's good answer by.
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer((text: string) => text)
    .send(JSON.stringify(problem));
}

/** Answers what a call came to: its answer, or the problem that refused it. */
export const send = <T>(reply: FastifyReply, outcome: { readonly ok: true; readonly answer: T } | Refused) =>
  outcome.ok ? reply.send(outcome.answer) : sendProblem(reply, outcome.problem);
