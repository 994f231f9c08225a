/** What a workstation says in its hellos, and what it makes of the answers. */
import { describe, expect, it } from 'vitest';
import { greeter, type Words } from '../../electron/vault/sync/greeter.ts';
import type { Answer } from '../../electron/vault/sync/signed-call.ts';
import type { HelloAnswer, HelloReply, Problem } from '../../shared/protocol/calls.ts';
import { knownList, shortened } from '../../shared/protocol/hello-list.ts';
import { spoken } from '../../shared/protocol/versions.ts';

const ID = '99999999-0000-4000-8000-000000000001';
const at = (hour: number, heads: Readonly<Record<string, number>>, grantsVersion = 3): HelloAnswer => ({
  hubId: ID,
  hubEpoch: 1,
  hubKey: 'a2V5',
  serverTime: `2026-03-02T${hour}:00:00.000Z`,
  protocol: 1,
  lastDeviceSeq: 0,
  grantsVersion,
  compartments: Object.entries(heads).map(([compartment, head]) => ({
    compartment,
    head,
    leaseUntil: `2026-03-16T${hour}:00:00.000Z`,
  })),
});
const first = at(10, { directory: 9, 'desk:MPS': 4, 'desk:GMP': 7 });
const grown = at(11, { directory: 9, 'desk:MPS': 5, 'desk:GMP': 7 });
const further = at(12, { directory: 9, 'desk:MPS': 5, 'desk:GMP': 8 });
const withdrawn = at(13, { directory: 9, 'desk:MPS': 5 }, 4);

const lost: Answer<Buffer> = { ok: false, failure: { kind: 'unreachable' } };
const refused = (code: Problem['code']): Answer<Buffer> => ({
  ok: false,
  failure: { kind: 'problem', problem: { type: '', title: '', status: 400, code }, retryAfterMs: null },
});
const answer = (value: HelloReply): Answer<Buffer> => ({ ok: true, value: Buffer.from(JSON.stringify(value)) });
const shapeOf = ({ schemas, known }: Words) =>
  known !== undefined ? 'changed' : schemas !== undefined ? 'whole' : 'whole, of old';

/** A hub that answers each hello in turn; a last answer stays. */
function hubSaying(...answers: ((words: Words) => Answer<Buffer>)[]) {
  const asked: Words[] = [];
  const hello = greeter((words) => {
    asked.push(words);
    return Promise.resolve((answers.length > 1 ? answers.shift()! : answers[0]!)(words));
  });
  return { hello, asked: () => asked.map(shapeOf), said: (n: number) => asked[n]! };
}
/** A hub of today that stands so. */
const standing =
  (now: HelloAnswer) =>
  ({ known }: Words) =>
    answer(known === undefined ? now : shortened(now, known));
/** A hub that reads no word but these. */
const knowing =
  (now: HelloAnswer, ...words: string[]) =>
  (said: Words) =>
    Object.keys(said).every((word) => words.includes(word)) ? answer(now) : refused('invalid_event');

describe('a workstation that says hello', () => {
  it('asks for the whole list once, then for what has changed, and knows the whole each time', async () => {
    const { hello, asked, said } = hubSaying(standing(first), standing(grown), standing(grown), standing(further));
    expect(await hello()).toEqual({ ok: true, value: first });
    for (const now of [grown, grown, further]) expect(await hello()).toEqual({ ok: true, value: now });
    expect(asked()).toEqual(['whole', 'changed', 'changed', 'changed']);
    expect(said(0)).toEqual({ schemas: spoken.schemas });
    expect(said(3)).toEqual({ schemas: spoken.schemas, known: knownList(grown) });
  });

  it('hears at once what it may no longer hold', async () => {
    const { hello } = hubSaying(standing(first), standing(withdrawn));
    await hello();
    expect(await hello()).toEqual({ ok: true, value: withdrawn });
  });

  it('that lost an answer asks with the list it knows', async () => {
    const { hello, said } = hubSaying(standing(first), () => lost, standing(further));
    await hello();
    expect(await hello()).toEqual(lost);
    expect(await hello()).toEqual({ ok: true, value: further });
    expect(said(2).known).toEqual(knownList(first));
  });

  it('takes nothing out of an answer to what was asked before, and asks for the whole at once', async () => {
    const older = shortened(first, knownList(first));
    const { hello, asked } = hubSaying(
      standing(first),
      standing(grown),
      () => answer(older),
      standing(withdrawn),
      () => answer(older),
      standing(withdrawn),
    );
    await hello();
    await hello();
    expect(await hello()).toEqual({ ok: true, value: withdrawn });
    // Nor does an older one bring back what was withdrawn.
    expect(await hello()).toEqual({ ok: true, value: withdrawn });
    expect(asked()).toEqual(['whole', 'changed', 'changed', 'whole', 'changed', 'whole']);
  });

  it('takes no answer for whole that leaves something out', async () => {
    const short = shortened(grown, knownList(first));
    expect(short).toHaveProperty('changed');
    const { hello } = hubSaying(() => answer(short));
    expect(await hello()).toEqual({ ok: false, failure: { kind: 'unreadable' } });
  });

  it('asks a hub for the whole that answers something else', async () => {
    const { hello, asked } = hubSaying(
      standing(first),
      () => ({ ok: true, value: Buffer.from('{}') }),
      standing(further),
    );
    await hello();
    expect(await hello()).toEqual({ ok: true, value: further });
    expect(asked()).toEqual(['whole', 'changed', 'whole']);
  });
});

describe('a hub from before', () => {
  it('lists were known is asked for the whole each time, after one refusal', async () => {
    const { hello, asked } = hubSaying(knowing(first, 'schemas'));
    for (let n = 0; n < 4; n++) expect(await hello()).toEqual({ ok: true, value: first });
    expect(asked()).toEqual(['whole', 'changed', 'whole', 'whole', 'whole']);
  });

  it('schemas were told, too', async () => {
    const { hello, asked } = hubSaying(knowing(first));
    for (let n = 0; n < 3; n++) expect(await hello()).toEqual({ ok: true, value: first });
    expect(asked().slice(0, 5)).toEqual(['whole', 'whole, of old', 'changed', 'whole', 'whole, of old']);
    expect(asked().slice(5)).toEqual(['whole', 'whole, of old']);
  });

  it('is not told by any other refusal', async () => {
    const { hello, asked } = hubSaying(standing(first), () => refused('device_revoked'), standing(grown));
    await hello();
    expect(await hello()).toEqual(refused('device_revoked'));
    expect(await hello()).toEqual({ ok: true, value: grown });
    expect(asked()).toEqual(['whole', 'changed', 'changed']);
  });
});
