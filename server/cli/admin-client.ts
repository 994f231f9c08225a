import { z } from 'zod';
import { Problem } from '../../shared/protocol/calls.ts';
import type { Membership } from '../../shared/domain/events/directory.ts';
import { Unreachable, type Call, type Reply } from '../device/transport.ts';
import {
  CodeAnswer,
  DevicesAnswer,
  ErasuresAnswer,
  ApartAnswer,
  ApartKeysAnswer,
  ReferralKeysAnswer,
  ReferralsAnswer,
  ReviewAnswer,
  SetUserAnswer,
  SignInSetAnswer,
  StatsAnswer,
  UnitsAnswer,
  UsersAnswer,
  type AddUnitRequest,
  type SetAccountRequest,
  type SetOnCallRequest,
  type SetUnitHeadRequest,
  type SetSignInRequest,
} from '../hub/http/admin/calls.ts';
import { StatisticsAnswer, type StatisticsWanted } from '../../shared/domain/statistics/schema.ts';
import { BundleInAnswer, type BundleOutRequest } from '../hub/http/admin/bundle-calls.ts';
import type { HubAccess } from './hub-access.ts';
import { Stop } from './stop.ts';

/** The administrator's calls. Whatever is refused stops the command with the hub's own words. */
export function adminClient({ transport, adminToken }: Pick<HubAccess, 'transport' | 'adminToken'>) {
  const headers = { authorization: `Bearer ${adminToken}` };

  async function send(call: Call): Promise<Reply> {
    let reply: Reply;
    try {
      reply = await transport.send(call);
    } catch (error) {
      if (error instanceof Unreachable) throw new Stop(`${error.message}: start it with "npm run hub -- serve"`);
      throw error;
    }
    if (reply.status < 400) return reply;
    const text = reply.body.toString('utf8');
    const problem = Problem.safeParse(JSON.parse(text || 'null'));
    if (problem.data?.code === 'auth_required')
      throw new Stop('the hub does not know the administrator token: name its data folder with --data');
    throw new Stop(problem.data?.detail ?? problem.data?.title ?? `the hub answered ${reply.status}`);
  }
  const get = async <S extends z.ZodType>(target: string, schema: S): Promise<z.infer<S>> =>
    schema.parse(JSON.parse((await send({ method: 'GET', target, headers, body: '' })).body.toString('utf8')));
  const post = async <S extends z.ZodType>(target: string, value: unknown, schema: S): Promise<z.infer<S>> => {
    const body = value === null ? '' : JSON.stringify(value);
    const typed = value === null ? headers : { ...headers, 'content-type': 'application/json' };
    const text = (await send({ method: 'POST', target, headers: typed, body })).body.toString('utf8');
    return schema.parse(text === '' ? null : JSON.parse(text));
  };

  return {
    units: async () => (await get('/v1/admin/units', UnitsAnswer)).units,
    addUnit: (unit: z.infer<typeof AddUnitRequest>) => post('/v1/admin/units', unit, z.null()),
    users: async () => (await get('/v1/admin/users', UsersAnswer)).users,
    setUser: async (user: { user?: string; name: string; memberships: Membership[] }) =>
      (await post('/v1/admin/users', user, SetUserAnswer)).user,
    setOnCall: (onCall: z.infer<typeof SetOnCallRequest>) => post('/v1/admin/on-call', onCall, z.null()),
    setUnitHead: (head: z.infer<typeof SetUnitHeadRequest>) => post('/v1/admin/unit-head', head, z.null()),
    makeCode: (user: string) => post('/v1/admin/enrolment-codes', { user }, CodeAnswer),
    devices: async () => (await get('/v1/admin/devices', DevicesAnswer)).devices,
    withdraw: (device: string) => post(`/v1/admin/devices/${device}/withdrawal`, null, z.null()),
    review: () => get('/v1/admin/review', ReviewAnswer),
    endReview: () => post('/v1/admin/review/end', null, z.null()),
    signIn: () => get('/v1/admin/sign-in', SignInSetAnswer),
    setSignIn: (wanted: z.input<typeof SetSignInRequest>) => post('/v1/admin/sign-in', wanted, SignInSetAnswer),
    setAccount: (wanted: z.input<typeof SetAccountRequest>) => post('/v1/admin/accounts', wanted, z.null()),
    erasures: async () => (await get('/v1/admin/erasures', ErasuresAnswer)).erasures,
    referrals: async () => (await get('/v1/admin/referrals', ReferralsAnswer)).referrals,
    referralKeys: (referral: string) =>
      get(`/v1/admin/referrals/${encodeURIComponent(referral)}/keys`, ReferralKeysAnswer),
    casesApart: async () => (await get('/v1/admin/apart', ApartAnswer)).cases,
    keysOfCase: (caseId: string) => get(`/v1/admin/apart/${encodeURIComponent(caseId)}/keys`, ApartKeysAnswer),
    stats: () => get('/v1/admin/stats', StatsAnswer),
    statistics: (wanted: StatisticsWanted, exact: boolean) =>
      post('/v1/admin/statistics', { wanted, exact }, StatisticsAnswer),
    verification: (checkpoints: readonly string[]) =>
      transport.stream({
        method: 'POST',
        target: '/v1/admin/verification',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ checkpoints }),
      }),
    /** The file as it is made. */
    bundleOut: (wanted: z.input<typeof BundleOutRequest>) =>
      transport.stream({
        method: 'POST',
        target: '/v1/admin/bundles/out',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(wanted),
      }),
    bundleIn: async (bytes: Uint8Array): Promise<BundleInAnswer> => {
      const typed = { ...headers, 'content-type': 'application/octet-stream' };
      const reply = await send({ method: 'POST', target: '/v1/admin/bundles/in', headers: typed, body: bytes });
      return BundleInAnswer.parse(JSON.parse(reply.body.toString('utf8')));
    },
    backedUp: () => transport.stream({ method: 'GET', target: '/v1/admin/backup', headers, body: '' }),
    exported: () => transport.stream({ method: 'GET', target: '/v1/admin/export', headers, body: '' }),
  };
}
export type AdminClient = ReturnType<typeof adminClient>;
