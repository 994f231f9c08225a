/** Two desks with their people, a real hub on PGlite and real vaults that sync with it over HTTP. */
import { randomBytes } from 'node:crypto';
import { moveKeys, sealForMove, signMove, type Move } from '../../../electron/vault/moving/move-case.ts';
import { verifyHub } from '../../../server/hub/verify/verify.ts';
import { startOrganisation, type Organisation } from '../sync/support/organisation.ts';
import { openWorkstation, until, type Workstation } from '../sync/support/workstation.ts';

type Roles = Parameters<Organisation['person']>[1];

export async function startOffice() {
  const organisation = await startOrganisation();
  const open: Workstation[] = [];
  /** Another workstation of somebody who is in the directory. */
  const at = async (user: string) => {
    const one = await openWorkstation({ hub: organisation.address, code: await organisation.codeFor(user) });
    open.push(one);
    await organisation.grant(one.identity);
    one.start();
    await one.settled();
    return one;
  };
  return {
    organisation,
    open,
    at,
    workstation: async (name: string, ...roles: Roles) => at(await organisation.person(name, roles)),
    async close() {
      for (const one of open) await one.close();
      await organisation.close();
      return open.flatMap(({ faults }) => faults);
    },
  };
}
export type Office = Awaited<ReturnType<typeof startOffice>>;

/** Signs a move as the person would. @throws what the vault says when it may not be */
export async function move(one: Workstation, wanted: Move): Promise<string> {
  const keys = moveKeys(one.vault.db, wanted);
  if (!keys.ok) throw new Error(JSON.stringify(keys));
  const made = await sealForMove(wanted, keys.value, null, randomBytes);
  const signed = signMove(one.vault, { move: wanted, made });
  if (!signed.ok) throw new Error(JSON.stringify(signed));
  one.engine()?.wake();
  return signed.value.event;
}

/** Somebody asks that a case be set apart, and a supervisor who hears of it sets it apart. */
export async function setApart(
  asker: Workstation,
  supervisor: Workstation,
  wanted: Extract<Move, { to: 'readers' }>,
): Promise<string> {
  const { caseId, readers, reason: why } = wanted;
  asker.sign(caseId, 'screened', { result: 'none' });
  asker.sign(caseId, 'apart_requested', { readers }, { why });
  await settled(asker);
  await round(supervisor);
  return move(supervisor, wanted);
}

/** Waits until each workstation has asked the hub and taken in whatever there is. */
export async function round(...stations: Workstation[]): Promise<void> {
  for (const one of stations) {
    await one.stop();
    one.start();
    await settled(one);
  }
}

/** Until nothing waits: of a case that has gone the feed will never confirm what was accepted. */
export const settled = (one: Workstation) =>
  until(() => one.state().phase === 'idle' && one.count(`events WHERE status = 'waiting'`) === 0);

/** The faults of `hub verify`. */
export async function faultsOf({ hub }: Organisation, kept: readonly string[] = []) {
  const faults = [];
  for await (const { fault } of verifyHub(hub, kept)) if (fault !== null) faults.push(fault);
  return faults;
}
