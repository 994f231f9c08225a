import { Command } from 'commander';
import { backupCommand } from './cli/commands/backup.ts';
import { bundleCommand } from './cli/commands/bundle.ts';
import { demoCommand } from './cli/commands/demo.ts';
import { enrolCommand } from './cli/commands/enrol.ts';
import { erasuresCommand } from './cli/commands/erasures.ts';
import { exportCommand } from './cli/commands/export.ts';
import { grantCommand } from './cli/commands/grant.ts';
import { importCommand } from './cli/commands/import.ts';
import { keyringCommand } from './cli/commands/keyring.ts';
import { onCallCommand } from './cli/commands/on-call.ts';
import { unitHeadCommand } from './cli/commands/unit-head.ts';
import { restoreCommand } from './cli/commands/restore.ts';
import { returnCaseCommand, returnReferralCommand } from './cli/commands/return-keys.ts';
import { reviewCommand } from './cli/commands/review.ts';
import { rotateUnitKeyCommand } from './cli/commands/rotate-unit-key.ts';
import { serveCommand } from './cli/commands/serve.ts';
import { signInCommand } from './cli/commands/sign-in.ts';
import { statisticsCommand } from './cli/commands/statistics.ts';
import { statsCommand } from './cli/commands/stats.ts';
import { unitsCommand } from './cli/commands/units.ts';
import { verifyCommand } from './cli/commands/verify.ts';
import { withdrawCommand } from './cli/commands/withdraw.ts';
import { tell } from './cli/output.ts';
import { Stop } from './cli/stop.ts';

/** The hub's command line. Exit codes: 0 done, 1 not done, 2 done with some lines of an import refused. */
const program = new Command('hub')
  .description('The hub of Candour, its gateway and its keyring')
  .addCommand(serveCommand())
  .addCommand(importCommand())
  .addCommand(demoCommand())
  .addCommand(enrolCommand())
  .addCommand(keyringCommand())
  .addCommand(grantCommand())
  .addCommand(rotateUnitKeyCommand())
  .addCommand(returnReferralCommand())
  .addCommand(returnCaseCommand())
  .addCommand(withdrawCommand())
  .addCommand(unitsCommand())
  .addCommand(onCallCommand())
  .addCommand(unitHeadCommand())
  .addCommand(signInCommand())
  .addCommand(bundleCommand())
  .addCommand(exportCommand())
  .addCommand(erasuresCommand())
  .addCommand(statsCommand())
  .addCommand(statisticsCommand())
  .addCommand(verifyCommand())
  .addCommand(backupCommand())
  .addCommand(restoreCommand())
  .addCommand(reviewCommand());

try {
  await program.parseAsync();
} catch (error) {
  // A Stop is worded for the person; anything else is a bug, whose stack helps only whoever asks for it.
  const message = error instanceof Error ? error.message : String(error);
  tell(`hub: ${message}`);
  if (!(error instanceof Stop) && process.env['CANDOUR_DEBUG'] !== undefined) tell((error as Error).stack ?? '');
  process.exitCode = error instanceof Stop ? error.exitCode : 1;
}
