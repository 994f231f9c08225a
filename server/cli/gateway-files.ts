import { readPrivateJson, writePrivateJson } from '../files.ts';
import { newDeviceIdentity } from '../device/identity.ts';
import { enrolDevice } from '../device/hub-client.ts';
import { GatewayIdentity, newGatewayIdentity, type EnrolledGateway } from '../gateway/identity.ts';
import { adminClient } from './admin-client.ts';
import { ensureAuditUnit } from './audit-unit.ts';
import type { DataFolder } from './data-folder.ts';
import type { HubAccess } from './hub-access.ts';
import { membershipsOf } from './roles.ts';
import { Stop } from './stop.ts';

/** The enrolled gateway of this folder. */
export function readGateway(data: DataFolder): EnrolledGateway | null {
  const stored = readPrivateJson(data.gateway, GatewayIdentity);
  if (!stored.ok && stored.code !== 'missing') throw new Stop(stored.reason);
  if (!stored.ok || stored.value.enrolled === null) return null;
  return { ...stored.value, enrolled: stored.value.enrolled };
}

/** Makes a gateway and enrols it: with the code given, or as administrator with one made for a new user. */
export async function makeGateway(
  data: DataFolder,
  access: HubAccess,
  name: string,
  code?: string,
): Promise<EnrolledGateway> {
  const enrolled = await enrolDevice(access.transport, newGatewayIdentity(), code ?? (await gatewayCode(access, name)));
  if (!enrolled.ok) throw new Stop(`the gateway cannot enrol: ${enrolled.problem.title}`);
  const first = enrolled.value as EnrolledGateway;
  // With one code by hand there is one device; its numbers then tell that a report was set apart.
  const gateway = code === undefined ? await withDeviceApart(access, first) : first;
  writePrivateJson(data.gateway, gateway);
  return gateway;
}

/** Enrols the second device of a gateway, which signs what is set apart. */
async function withDeviceApart(access: HubAccess, gateway: EnrolledGateway): Promise<EnrolledGateway> {
  const { code } = await adminClient(access).makeCode(gateway.enrolled.user);
  const apart = await enrolDevice(access.transport, newDeviceIdentity(), code);
  if (!apart.ok) throw new Stop(`the gateway cannot enrol: ${apart.problem.title}`);
  return { ...gateway, apart: apart.value };
}

async function gatewayCode(access: HubAccess, name: string): Promise<string> {
  const admin = adminClient(access);
  await ensureAuditUnit(admin);
  const user = await admin.setUser({ name, memberships: membershipsOf(['gateway'], undefined, await admin.units()) });
  return (await admin.makeCode(user)).code;
}
