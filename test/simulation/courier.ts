import { ageIdentity } from '../../shared/protocol/bundle/age-keys.ts';
import { readBundle } from '../../shared/protocol/bundle/read.ts';
import { publicKeyObject } from '../../shared/protocol/keys.ts';
import type { VaultIdentity } from '../../electron/vault/sync/sync-store.ts';
import { takeBundle } from '../../server/hub/bundle/in.ts';
import { bundleFor } from '../../server/hub/bundle/out.ts';
import type { Chance } from './chance.ts';
import { withErasedContents } from './erasures.ts';
import type { SimHub } from './sim-hub.ts';

/** A file on the medium. `at`: when (ms) it was written, by the schedule's clock. */
interface Carried {
  readonly name: string;
  readonly device: string;
  readonly bytes: Buffer;
  readonly at: number;
}

interface Parts {
  readonly hub: SimHub;
  readonly chance: () => Chance;
  readonly now: () => number;
  readonly say: (line: string) => void;
  readonly identityOf: (name: string) => VaultIdentity;
  readonly mayHold: (name: string, compartment: string) => Promise<boolean>;
}

/** Who goes to and fro with a removable medium: files are lost, carried twice, out of order, or weeks later. */
export class Courier {
  /** The first time that a file held what its reader may not see, in words. */
  leak: string | null = null;
  readonly #toHub: Carried[] = [];
  readonly #toDevice: Carried[] = [];
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A workstation has written a file. */
  written(name: string, bytes: Buffer): void {
    const { say, now, identityOf } = this.#parts;
    say(`${name} has written a bundle`);
    this.#toHub.push({ name, device: identityOf(name).device, bytes, at: now() });
  }

  /** One of the files reaches the hub, which writes its answer. It may stay on the medium, or be lost there. */
  async carry(): Promise<void> {
    const { chance } = this.#parts;
    if (this.#toHub.length === 0) return;
    const place = chance().upTo(this.#toHub.length);
    const file = this.#toHub[place]!;
    if (!chance().once(1, 4)) this.#toHub.splice(place, 1);
    if (!chance().once(1, 8)) await this.#arrive(file);
  }

  /** What is still on the medium reaches the hub; answers whether anything did. */
  async carryAtLast(): Promise<boolean> {
    const files = this.#toHub.splice(0);
    for (const file of files) await this.#arrive(file);
    return files.length > 0;
  }

  async #arrive({ name, device, bytes }: Carried): Promise<void> {
    const { hub, say, chance } = this.#parts;
    const taken = await takeBundle(hub.hub, bytes);
    if (taken.ok && hub.inReview()) this.leak ??= `${name} was heard by hand before the review was ended`;
    const halted = taken.ok ? (taken.taken.halted?.code ?? '') : taken.code;
    say(`the hub takes a bundle of ${name}${halted === '' ? '' : ` (${halted})`}`);
    const chunks = taken.ok && taken.taken.kind === 'to_hub' ? taken.taken.wants : [];
    await this.answer(name, device, chunks, chance().once(1, 6));
  }

  /** The hub writes a file for a workstation, asked or not. */
  async answer(
    name: string,
    device = this.#parts.identityOf(name).device,
    chunks: readonly { compartment: string; sha256: string }[] = [],
    whole = false,
  ): Promise<void> {
    const { hub, say, now } = this.#parts;
    const bundle = await bundleFor(hub.hub, device, { chunks, whole });
    if (!bundle.ok) return say(`the hub writes ${name} no bundle (${bundle.problem.code})`);
    const pieces: Uint8Array[] = [];
    for await (const piece of bundle.sealed) pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    if (hub.inReview()) this.leak ??= `${name} was written a bundle before the review was ended`;
    await this.#lookInto(name, device, bytes);
    say(`the hub writes a bundle for ${name}`);
    this.#toDevice.push({ name, device, bytes, at: now() });
  }

  /** One of the files for this workstation, or null: the newest mostly, now and then an older one, which stays there. */
  fetch(name: string): { readonly bytes: Buffer; readonly at: number } | null {
    const { chance } = this.#parts;
    const files = this.#toDevice.filter((file) => file.name === name);
    if (files.length === 0) return null;
    const file = chance().once(2, 3) ? files.at(-1)! : chance().pick(files);
    if (!chance().once(1, 4)) this.#toDevice.splice(this.#toDevice.indexOf(file), 1);
    return file;
  }

  /** What it holds, as its reader could see it. */
  async #lookInto(name: string, device: string, bytes: Buffer): Promise<void> {
    const { identityOf, mayHold, hub } = this.#parts;
    const identity = identityOf(name);
    if (identity.device !== device) return;
    const read = await readBundle({
      source: async function* () {
        yield bytes;
      },
      identity: ageIdentity(identity.sealing.privateKey),
      kind: 'to_device',
      reader: device,
      keyOf: () => publicKeyObject('ed25519', identity.hubKey),
      now: hub.hub.clock(),
    });
    if (!read.ok) throw new Error(`a bundle that its reader cannot open: ${read.code}`);
    const erasures = await hub.erasures();
    for await (const { record } of read.bundle.records()) {
      const kept = record.is === 'page' ? withErasedContents(record.page.events, erasures) : null;
      if (kept !== null) this.leak ??= `${name} was given by hand what was erased: ${kept}`;
      const held = record.is === 'page' ? record.page.compartment : record.is === 'chunk' ? record.compartment : null;
      if (held !== null && !(await mayHold(name, held))) this.leak ??= `${name} was given ${held} by hand`;
    }
  }
}
