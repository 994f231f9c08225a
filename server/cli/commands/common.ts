import { Command } from 'commander';

/** Options that every command has. */
export interface Common {
  readonly data?: string;
  readonly hub?: string;
}

/** A command with the common options, and examples under its help. */
export const command = (name: string, description: string, examples: readonly string[]) =>
  new Command(name)
    .description(description)
    .option('--data <folder>', "the hub's own folder (default: CANDOUR_HUB_DATA or ~/.local/share/candour/hub)")
    .addHelpText('after', `\nExamples:\n${examples.map((e) => `  $ npm run hub -- ${e}`).join('\n')}`);

/** For commands that work with a hub, running or not. */
export const hubCommand = (name: string, description: string, examples: readonly string[]) =>
  command(name, description, examples).option(
    '--hub <url>',
    'address of a running hub (default: the one that runs over the folder, else it is opened here)',
  );

export const collect = (value: string, before: readonly string[]) => [...before, value];
