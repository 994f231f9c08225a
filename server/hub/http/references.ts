import { ReferencesAnswer, ReferencesRequest } from '../../../shared/protocol/calls.ts';
import { readAccess } from '../feed/access.ts';
import { refuse } from '../feed/problem.ts';
import type { Hub } from '../parts.ts';
import { casesApart, findReferences } from '../store/references.ts';
import { sendProblem } from './reply.ts';
import type { App } from './new-app.ts';

export function references(app: App, hub: Hub): void {
  const schema = { body: ReferencesRequest, response: { 200: ReferencesAnswer } };
  app.post('/v1/references', { schema }, async (request, reply) => {
    const { device, user_id } = request.device;
    const access = await readAccess(hub.db, device, user_id);
    if (!access.delivers) return sendProblem(reply, refuse('access_withdrawn').problem);
    const rows = await findReferences(hub.db, request.body.references);
    const known = rows.map((row) => ({ reference: row.reference, contentMac: row.content_mac }));
    const apart = (await casesApart(hub.db, request.body.references)).flatMap(({ reference, facts }) => {
      if (facts.kind !== 'case' || !facts.apart) return [];
      return [{ reference, readers: [...facts.apart.readers], closedTo: [...facts.apart.closedTo] }];
    });
    return reply.send({ known, apart });
  });
}
