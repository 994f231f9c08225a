/** A workstation whose policy file cannot be trusted opens no vault: it says why, and leaves. */
import { app, dialog } from 'electron';
import type { Policy } from '../../shared/bridge/policy.ts';
import { log } from './log.ts';
import { policyWords } from './policy-flaws.ts';
import { policyFile, readPolicy } from './policy.ts';
import type { Say } from './words.ts';

/** The policy in force, and where it is from. */
export interface PolicyInForce {
  readonly policy: Policy;
  readonly file: string;
  /** The fields that the file sets. */
  readonly fields: readonly string[];
}

/** The exit code for a configuration that we do not start with (EX_CONFIG of sysexits.h). */
export const refusedPolicy = 78;

/**
 * The policy in force; undefined where it was refused, and then this has taken care of everything.
 * @param own a test build's own file, which need not be root's; undefined is the system's usual place
 */
export function policyOrWords(own: string | undefined, t: Say): PolicyInForce | undefined {
  const file = own ?? policyFile(process.platform, process.env.ProgramData);
  const read = readPolicy(file, own === undefined ? 'administrator' : 'file');
  if (read.ok) {
    log('policy', { from: read.from });
    return { policy: read.policy, file, fields: read.fields };
  }
  log('policy_refused', { reason: read.flaw });
  const words = policyWords(file, read.flaw, read.field, t);
  process.stderr.write(`${words}\n`);
  void dialog
    .showMessageBox({ type: 'error', title: 'Candour', message: words, buttons: [t('Close')] })
    .finally(() => app.exit(refusedPolicy));
  return undefined;
}
