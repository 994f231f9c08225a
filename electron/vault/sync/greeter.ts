import { HelloAnswer, HelloReply, type HelloRequest } from '../../../shared/protocol/calls.ts';
import { completed, knownList } from '../../../shared/protocol/hello-list.ts';
import { spoken } from '../../../shared/protocol/versions.ts';
import { parseAnswer, type Answer } from './signed-call.ts';

/** What a hello says beside protocol and device. */
export type Words = Pick<HelloRequest, 'schemas' | 'known'>;

/** A hub from before a word of the request refuses it, and is spoken to as it was. */
const isTooNew = (said: Answer<Buffer>) =>
  !said.ok && said.failure.kind === 'problem' && said.failure.problem.code === 'invalid_event';

/**
 * Says hello as long as a session lasts: first it asks for the whole list, then for what has changed of the list that it
 * knows. Answered is always the whole one. A reply that does not make one out of what is known is not used: the whole list
 * is asked for at once.
 * @param say sends a request with these words
 */
export function greeter(say: (words: Words) => Promise<Answer<Buffer>>): () => Promise<Answer<HelloAnswer>> {
  let known: HelloAnswer | null = null;
  let shortens = true;

  async function askWhole(): Promise<Answer<HelloAnswer>> {
    const said = await say({ schemas: spoken.schemas });
    const answer = isTooNew(said) ? await say({}) : said;
    return answer.ok ? parseAnswer(HelloAnswer, answer.value) : answer;
  }

  /** Null: the whole list has to be asked for. */
  async function askChanged(list: HelloAnswer): Promise<Answer<HelloAnswer> | null> {
    const said = await say({ schemas: spoken.schemas, known: knownList(list) });
    if (isTooNew(said)) shortens = false;
    if (!said.ok) return shortens ? said : null;
    const reply = parseAnswer(HelloReply, said.value);
    const whole = reply.ok ? completed(reply.value, list) : null;
    return whole === null ? null : { ok: true, value: whole };
  }

  return async () => {
    const changed = known === null || !shortens ? null : await askChanged(known);
    const answer = changed ?? (await askWhole());
    if (answer.ok) known = answer.value;
    return answer;
  };
}
