/** What every end-to-end test starts with. It stands with the scripts, since the tour and the benchmarks use it too. */
export * from '../../scripts/setup/launch.ts';
export { descendants, inSandbox } from '../../scripts/setup/processes.ts';
export { newFolder, ownedFolder } from '../../scripts/setup/start-command.ts';
