import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

/** Lints a text as if it stood at `path`, and answers the rules that it breaks. */
async function broken(path: string, text: string): Promise<string[]> {
  const eslint = new ESLint({
    // The type-aware rules need a file on disk; borders do not.
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
    ruleFilter: ({ ruleId }) => ruleId === 'boundaries/dependencies' || ruleId === 'no-restricted-imports',
  });
  const [result] = await eslint.lintText(text, { filePath: path });
  return result!.messages.map((m) => m.ruleId ?? m.message);
}

const border = 'boundaries/dependencies';

describe('The arrows of the house point one way', () => {
  it.each([
    ['the page importing the vault', 'renderer/app/x.ts', "import '../../electron/vault/vault.ts';", border],
    ['the page importing the main process', 'renderer/app/x.ts', "import '../../electron/main/index.ts';", border],
    [
      'the page importing the protocol of the hub',
      'renderer/app/x.ts',
      "import '../../shared/protocol/calls.ts';",
      border,
    ],
    ['the page importing Node', 'renderer/app/x.ts', "import 'node:fs';", 'no-restricted-imports'],
    ['the main process importing the vault', 'electron/main/x.ts', "import '../vault/vault.ts';", border],
    ['the vault importing the hub', 'electron/vault/x.ts', "import '../../server/cli.ts';", border],
    ['the vault importing the page', 'electron/vault/x.ts', "import '../../renderer/main.tsx';", border],
    ['the hub importing the vault', 'server/hub/x.ts', "import '../../electron/vault/vault.ts';", border],
    ['the rules importing the protocol', 'shared/domain/x.ts', "import '../protocol/calls.ts';", border],
    ['the rules importing a library', 'shared/domain/x.ts', "import 'kysely';", 'no-restricted-imports'],
    ['the bridge importing the protocol', 'shared/bridge/x.ts', "import '../protocol/calls.ts';", border],
  ])('%s is an error', async (_, path, text, rule) => {
    expect(await broken(path, text)).toContain(rule);
  });

  it.each([
    ['electron/vault/x.ts', "import '../../shared/protocol/calls.ts';"],
    ['renderer/app/x.ts', "import '../../shared/bridge/contract.ts';"],
    ['server/hub/x.ts', "import '../../shared/domain/permits.ts';"],
    ['shared/domain/x.ts', "import { z } from 'zod'; export default z;"],
  ])('an allowed import in %s is none', async (path, text) => {
    expect(await broken(path, text)).toEqual([]);
  });
});
