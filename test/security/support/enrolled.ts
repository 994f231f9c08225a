/** A hub with a few reports, and workstations of the test build that enrol with it by the page's own bridge. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { CallInput, CallName, CallOutput } from '../../../shared/bridge/contract.ts';
import { freePort, grant, organise, type Organisation, sharedFolder } from '../../../scripts/start/demonstration.ts';
import { type HubProcess, startHub } from '../../../scripts/start/hub-process.ts';
import { newFolder } from '../../e2e/launch.ts';
import { until } from '../shell-watching.ts';

/** Reports on the hub. */
export const reports = 3;

export interface Enrolling {
  readonly hub: HubProcess;
  readonly organisation: Organisation;
  /** Who holds the recovery key of this demonstration, and its passphrase. */
  readonly recovery: { readonly identity: string; readonly passphrase: string };
  /** The officer's act. */
  grantTo(device: string, fingerprint: string): Promise<unknown>;
  close(): Promise<void>;
}

export async function startEnrolling(): Promise<Enrolling> {
  const folder = sharedFolder(newFolder('enrolling'));
  const data = join(folder, 'hub');
  const organisation = await organise(data, { count: reports, seed: 11, file: undefined });
  const hub = await startHub(data, await freePort());
  const identity = join(data, 'recovery-identity.age');
  return {
    hub,
    organisation,
    recovery: {
      identity,
      get passphrase() {
        return readFileSync(join(data, 'recovery-passphrase'), 'utf8').trim();
      },
    },
    grantTo: (device, fingerprint) => grant(data, device, fingerprint),
    async close() {
      await hub.kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** A call of the vault as the page makes it; the answer as the page hears it. */
export const callFrom = (page: Page, name: string, payload: unknown = {}) =>
  page.evaluate(([called, given]) => window.candour.call(called as string, given), [name, payload] as const);

/** Throws with the error's code where the vault says no. */
export async function askFrom<N extends CallName>(page: Page, name: N, payload: CallInput<N>): Promise<CallOutput<N>> {
  const answer = await callFrom(page, name, payload);
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`);
  return answer.value as CallOutput<N>;
}

const filter = { forces: [], categories: [], urgencies: [], channels: [], states: [] };
const everything = { view: 'all', search: '', typing: false, filter, sort: [] } as const;

/** The cases of a vault, at most 200. */
export async function casesOf(page: Page): Promise<CallOutput<'desk.slice'>> {
  const { list, total } = await askFrom(page, 'desk.open', { ...everything, filter, sort: [] });
  return askFrom(page, 'desk.slice', { list, from: 0, to: Math.min(200, total) });
}

/** Makes the vault of the hub's assessor, has its keys granted, and waits for the reports. */
export async function enrolOn(page: Page, { hub, organisation, grantTo }: Enrolling, passphrase: string) {
  const { code } = organisation.assessor;
  const made = await askFrom(page, 'session.setUp', { hub: hub.url, code, passphrase });
  await grantTo(made.device, made.fingerprint);
  await askFrom(page, 'sync.now', {});
  await until(async () => (await casesOf(page)).length === reports, 'the reports have come', 60_000);
  return made;
}
