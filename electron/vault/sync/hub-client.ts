import { HelloAnswer, PROTOCOL, PushAnswer, type PushRequest, type WireEvent } from '../../../shared/protocol/calls.ts';
import { privateKeyObject } from '../../../shared/protocol/keys.ts';
import { openTransport, type HubTransport } from './hub-transport.ts';
import type { HubTrust } from './hub-trust.ts';
import { parseAnswer, signedCall, type Answer, type HubClock } from './signed-call.ts';
import type { VaultIdentity } from './sync-store.ts';

/** The hub as the engine sees it. Pages stay bytes: they are parsed on the crypto thread. */
export interface HubClient {
  hello(): Promise<Answer<HelloAnswer>>;
  feed(compartment: string, epoch: number, seq: number): Promise<Answer<Buffer>>;
  cases(compartment: string, after: string | null): Promise<Answer<Buffer>>;
  /** The sealed bytes of a chunk from a byte on, as they came: the caller checks their SHA-256. */
  blob(compartment: string, sha256: string, from?: number): Promise<Answer<Buffer>>;
  push(hubEpoch: number, events: readonly WireEvent[]): Promise<Answer<PushAnswer>>;
  close(): Promise<void>;
}

export interface HubClientOptions {
  readonly identity: VaultIdentity;
  /** ms since 1970. */
  readonly clock: () => number;
  readonly trust?: HubTrust;
  readonly transport?: HubTransport;
}

/** Of a vault that was set up without a network: nothing is ever contacted, and bundles bring what the line would. */
const noLine: HubTransport = {
  origin: 'https://hub.invalid',
  call: () => Promise.resolve({ answered: false }),
  close: () => Promise.resolve(),
};

/** Signed calls to the hub of this vault's identity, and to nothing else. */
export function openHubClient({ identity, clock, trust, transport }: HubClientOptions): HubClient {
  const line = transport ?? (identity.hub === '' ? noLine : openTransport(identity.hub, trust));
  const hubClock: HubClock = { offset: 0 };
  const signer = {
    device: identity.device,
    key: privateKeyObject('ed25519', identity.signing.privateKey),
    hubId: identity.hubId,
  };
  const get = (path: string, query: Record<string, string>) =>
    signedCall(line, signer, hubClock, clock, {
      method: 'GET',
      target: `${path}?${new URLSearchParams(query).toString()}`,
      body: '',
    });
  const post = (path: string, body: unknown) =>
    signedCall(line, signer, hubClock, clock, { method: 'POST', target: path, body: JSON.stringify(body) });
  return {
    async hello() {
      const protocol = { min: PROTOCOL, max: PROTOCOL };
      const answer = await post('/v1/hello', { protocol, device: identity.device });
      if (!answer.ok) return answer;
      const hello = parseAnswer(HelloAnswer, answer.value);
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
    async push(hubEpoch, events) {
      const pushed: PushRequest = { hubEpoch, events: [...events] };
      const answer = await post('/v1/events', pushed);
      return answer.ok ? parseAnswer(PushAnswer, answer.value) : answer;
    },
    close: () => line.close(),
  };
}
