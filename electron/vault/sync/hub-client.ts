import {
  PushAnswer,
  ReceiptsAnswer,
  WakeAnswer,
  type HelloAnswer,
  type PushRequest,
  type WireEvent,
} from '../../../shared/protocol/calls.ts';
import type { Receipt } from '../../../shared/protocol/receipt.ts';
import { spoken } from '../../../shared/protocol/versions.ts';
import type { z } from 'zod';
import { SignInAnswer, type SignInRequest } from '../../../shared/protocol/sign-in.ts';
import { privateKeyObject } from '../../../shared/protocol/keys.ts';
import { greeter } from './greeter.ts';
import { openTransport, type HubTransport } from './hub-transport.ts';
import type { HubTrust } from './hub-trust.ts';
import { parseAnswer, signedCall, type Answer, type HubClock, type People } from './signed-call.ts';
import type { VaultIdentity } from './sync-store.ts';

/** The hub as the engine sees it. Pages stay bytes: they are parsed on the crypto thread. */
export interface HubClient {
  /** The whole list, however little of it the hub had to say. */
  hello(): Promise<Answer<HelloAnswer>>;
  feed(compartment: string, epoch: number, seq: number): Promise<Answer<Buffer>>;
  cases(compartment: string, after: string | null): Promise<Answer<Buffer>>;
  /** The sealed bytes of a chunk from a byte on, as they came: the caller checks their SHA-256. */
  blob(compartment: string, sha256: string, from?: number): Promise<Answer<Buffer>>;
  /** Answers when there is something else than what the mark says, or after a while. Left out: there is no line to wait on. */
  wake?(mark: string): Promise<Answer<WakeAnswer>>;
  /** A page of the work that is kept for the cases of a compartment. Left out: it does not come this way. */
  kept?(compartment: string, after: string | null): Promise<Answer<Buffer>>;
  push(hubEpoch: number, events: readonly WireEvent[]): Promise<Answer<PushAnswer>>;
  /** Tells what is held here no more. Left out: it does not go this way. */
  receipts?(receipts: readonly Receipt[]): Promise<Answer<ReceiptsAnswer>>;
  close(): Promise<void>;
}

/** A line by which a person can sign in too. */
export interface SigningHub extends HubClient {
  /** The provider's word on who the person is; `authorization`: of the sign-in that is renewed. */
  signIn(request: z.infer<typeof SignInRequest>, authorization?: string): Promise<Answer<SignInAnswer>>;
}

export interface HubClientOptions {
  readonly identity: VaultIdentity;
  /** ms since 1970. */
  readonly clock: () => number;
  readonly trust?: HubTrust;
  readonly transport?: HubTransport;
  /** The sign-in of the vault's person, where the hub asks for one. */
  readonly people?: People | undefined;
}

/** Of a vault that was set up without a network: nothing is ever contacted, and bundles bring what the line would. */
const noLine: HubTransport = {
  origin: 'https://hub.invalid',
  call: () => Promise.resolve({ answered: false }),
  close: () => Promise.resolve(),
};

/** Signed calls to the hub of this vault's identity, and to nothing else. */
export function openHubClient({ identity, clock, trust, transport, people }: HubClientOptions): SigningHub {
  const line = transport ?? (identity.hub === '' ? noLine : openTransport(identity.hub, trust));
  const hubClock: HubClock = { offset: 0 };
  const signer = {
    device: identity.device,
    key: privateKeyObject('ed25519', identity.signing.privateKey),
    hubId: identity.hubId,
    people,
  };
  const get = (path: string, query: Record<string, string>) =>
    signedCall(line, signer, hubClock, clock, {
      method: 'GET',
      target: `${path}?${new URLSearchParams(query).toString()}`,
      body: '',
    });
  const post = (path: string, body: unknown) =>
    signedCall(line, signer, hubClock, clock, { method: 'POST', target: path, body: JSON.stringify(body) });
  const greet = greeter((words) => post('/v1/hello', { protocol: spoken.protocol, device: identity.device, ...words }));
  return {
    async hello() {
      const hello = await greet();
      if (hello.ok) hubClock.offset = Date.parse(hello.value.serverTime) - clock();
      return hello;
    },
    feed: (compartment, epoch, seq) => get('/v1/feed', { compartment, epoch: String(epoch), seq: String(seq) }),
    cases: (compartment, after) => get('/v1/cases', { compartment, ...(after !== null && { after }) }),
    blob: (compartment, sha256, from = 0) =>
      signedCall(line, signer, hubClock, clock, {
        method: 'GET',
        target: `/v1/compartments/${encodeURIComponent(compartment)}/blobs/${sha256}${from === 0 ? '' : `?from=${from}`}`,
        body: '',
      }),
    async wake(mark) {
      const answer = await get('/v1/wake', { mark });
      return answer.ok ? parseAnswer(WakeAnswer, answer.value) : answer;
    },
    async receipts(receipts) {
      const answer = await post('/v1/receipts', { receipts });
      return answer.ok ? parseAnswer(ReceiptsAnswer, answer.value) : answer;
    },
    kept: (compartment, after) => get('/v1/kept', { compartment, ...(after !== null && { after }) }),
    async push(hubEpoch, events) {
      const pushed: PushRequest = { hubEpoch, events: [...events] };
      const answer = await post('/v1/events', pushed);
      return answer.ok ? parseAnswer(PushAnswer, answer.value) : answer;
    },
    async signIn(request, authorization) {
      // Under its own sign-in, so that a renewal does not wait for itself.
      const own: People = {
        authorization: () => Promise.resolve(authorization ?? null),
        demanded: () => Promise.resolve(false),
      };
      const call = { method: 'POST', target: '/v1/sign-ins', body: JSON.stringify(request) } as const;
      const answer = await signedCall(line, { ...signer, people: own }, hubClock, clock, call);
      return answer.ok ? parseAnswer(SignInAnswer, answer.value) : answer;
    },
    close: () => line.close(),
  };
}
