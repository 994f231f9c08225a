import { createHash, timingSafeEqual } from 'node:crypto';
import { refuse } from '../../feed/problem.ts';
import type { Hub } from '../../parts.ts';
import { sendProblem } from '../reply.ts';
import { backup } from './backup.ts';
import { bundles } from './bundles.ts';
import { codes } from './codes.ts';
import { devices } from './devices.ts';
import { erasures } from './erasures.ts';
import { exportLog } from './export.ts';
import { onCall } from './on-call.ts';
import { referrals } from './referrals.ts';
import { review } from './review.ts';
import { signIn } from './sign-in.ts';
import { statistics } from './statistics.ts';
import { stats } from './stats.ts';
import { unitHead } from './unit-head.ts';
import { units } from './units.ts';
import { users } from './users.ts';
import { verifyLog } from './verify.ts';
import type { App } from '../new-app.ts';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** The administrator's calls, for the command line on the hub's own machine: a bearer token out of a private file. */
export function adminCalls(app: App, hub: Hub, token: string): void {
  const expected = digest(`Bearer ${token}`);
  app.addHook('preValidation', async (request, reply) => {
    // Digests have one length, so that comparing takes one time.
    if (!timingSafeEqual(digest(request.headers.authorization ?? ''), expected))
      return sendProblem(reply, refuse('auth_required').problem);
    return undefined;
  });
  for (const call of [
    units,
    users,
    onCall,
    unitHead,
    codes,
    devices,
    stats,
    statistics,
    erasures,
    referrals,
    exportLog,
    verifyLog,
    bundles,
    backup,
    review,
    signIn,
  ])
    call(app, hub);
}
