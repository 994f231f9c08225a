import type { ParsedInput } from '../../../shared/bridge/contract.ts';
import type { OpenVault } from '../session/open-vault.ts';
import type { Session } from '../session/session.ts';
import { done, failed } from './failure.ts';

export type EnrolmentCall = 'enrolment.request' | 'enrolment.pending' | 'enrolment.answer' | 'enrolment.forget';

/** Set-up without a network: before there is a vault. */
export const enrolmentHandlers = (session: Session) => ({
  'enrolment.request': (input: ParsedInput<'enrolment.request'>) =>
    session.mayWrite(input.file) ? session.byHand.request(input) : Promise.resolve(failed('file_not_chosen')),
  'enrolment.pending': async () => done({ since: session.byHand.since, allowed: session.byHand.allowed }),
  'enrolment.answer': (input: ParsedInput<'enrolment.answer'>) => session.byHand.answer(input),
  'enrolment.forget': async () => {
    session.byHand.forget();
    return done({});
  },
});

/** Sync by hand, over an open vault. */
export const bundleHandlers = (session: Session, { bundles }: OpenVault) => ({
  'bundle.allowed': async () => done({ allowed: bundles.allowed }),
  'bundle.write': ({ file }: ParsedInput<'bundle.write'>) =>
    session.mayWrite(file) ? bundles.write(file) : Promise.resolve(failed('file_not_chosen')),
  'bundle.read': ({ file }: ParsedInput<'bundle.read'>) => bundles.read(file),
  'bundle.cancel': async () => {
    bundles.cancel();
    return done({});
  },
});
