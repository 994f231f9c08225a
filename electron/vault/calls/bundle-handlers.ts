import type { ParsedInput } from '../../../shared/bridge/contract.ts';
import type { OpenVault } from '../session/open-vault.ts';
import type { Session } from '../session/session.ts';
import { done } from './failure.ts';

export type EnrolmentCall = 'enrolment.request' | 'enrolment.pending' | 'enrolment.answer' | 'enrolment.forget';

/** Set-up without a network: before there is a vault. */
export const enrolmentHandlers = (session: Session) => ({
  'enrolment.request': (input: ParsedInput<'enrolment.request'>) => session.requestByHand(input),
  'enrolment.pending': async () => done({ since: session.pendingSince, allowed: session.bundlesAllowed }),
  'enrolment.answer': (input: ParsedInput<'enrolment.answer'>) => session.answerByHand(input),
  'enrolment.forget': async () => {
    session.forgetRequest();
    return done({});
  },
});

/** Sync by hand, over an open vault. */
export const bundleHandlers = ({ bundles }: OpenVault) => ({
  'bundle.allowed': async () => done({ allowed: bundles.allowed }),
  'bundle.write': ({ file }: ParsedInput<'bundle.write'>) => bundles.write(file),
  'bundle.read': ({ file }: ParsedInput<'bundle.read'>) => bundles.read(file),
  'bundle.cancel': async () => {
    bundles.cancel();
    return done({});
  },
});
