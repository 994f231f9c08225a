import { newGrants } from './grants.ts';
import { ownKeys, type Session } from './session.ts';

const BATCH = 200;

/** Takes up the unit keys that the keyring has granted to this device since. */
export async function takeGrants(session: Session): Promise<void> {
  const { store, crypto, identity } = session;
  if (!session.toGrant) return;
  const grants = newGrants(await store.directory(), identity.device, session.unitKeys);
  const keys = grants.length === 0 ? {} : await crypto.openGrants(grants, identity.sealing.privateKey);
  session.toGrant = false;
  if (Object.keys(keys).length === 0) return;
  await store.keepUnitKeys(keys);
  session.unitKeys = { ...session.unitKeys, ...keys };
  session.toOpen = true;
}

/** Opens what arrived before its key did. `between` runs after each batch. */
export async function openWaiting(session: Session, between: () => Promise<boolean>): Promise<void> {
  const { store, crypto } = session;
  let after: string | undefined;
  while (session.toOpen) {
    const events = await (after === undefined ? store.unopened(BATCH) : store.unopened(BATCH, after));
    const last = events.at(-1)?.header.id;
    if (last === undefined || last === after) break;
    const keys = await store.caseKeys([...new Set(events.map(({ header }) => header.caseId))]);
    const opened = await crypto.openStored(events, ownKeys(session), keys);
    if (opened.length > 0) await store.opened(opened);
    after = last;
    if (!(await between())) return;
  }
  session.toOpen = false;
}
