/**
 * Builds the workstation's four parts into `build/<flavour>/{main,preload,vault,renderer}`, and does nothing when
 * nothing has changed.
 *
 *   npm run build -- [--test] [--demonstration]
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { mainSources, messagesIn } from './catalogue/messages.ts';
import { moduleList } from './supply-chain/module-list.ts';
import react from '@vitejs/plugin-react';
import { type InlineConfig, build as viteBuild } from 'vite';
import { inTurn } from './setup/turns.ts';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

export interface Flavour {
  /** Leaves the inspector on, through which tests drive the app. Never for shipping. */
  readonly test: boolean;
  /** May set itself up from a file and do without a keystore. Never for shipping. */
  readonly demonstration: boolean;
}

export type FlavourName = 'release' | 'test' | 'demonstration' | 'demonstration-test';

export function flavourName({ test, demonstration }: Flavour): FlavourName {
  if (demonstration) return test ? 'demonstration-test' : 'demonstration';
  return test ? 'test' : 'release';
}

export interface Built {
  readonly folder: string;
  /** Of everything that went in: the same hash means the same build. */
  readonly hash: string;
}

const inputs = [
  'electron',
  'renderer',
  'shared',
  'resources',
  'package.json',
  'package-lock.json',
  'scripts/build.ts',
  'scripts/catalogue/messages.ts',
  'scripts/supply-chain/module-list.ts',
];

async function filesUnder(path: string): Promise<string[]> {
  const whole = join(root, path);
  if (!existsSync(whole)) return [];
  if (/\.\w+$/.test(path)) return [whole];
  const entries = await readdir(whole, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** SHA-256 over the names and contents of all files that a build is made from. */
export async function inputHash(flavour: Flavour): Promise<string> {
  const hash = createHash('sha256').update(flavourName(flavour));
  const files = (await Promise.all(inputs.map(filesUnder))).flat().sort();
  const contents = await Promise.all(files.map((file) => readFile(file)));
  for (const [index, file] of files.entries()) {
    hash.update(`\0${relative(root, file)}\0`).update(contents[index] ?? '');
  }
  return hash.digest('hex');
}

/** What the packaged app brings as it is, because it holds native code. */
const unbundled = ['electron', '@signalapp/sqlcipher', '@node-rs/argon2'];

function shared(flavour: Flavour, outDir: string): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    define: {
      __DEMONSTRATION__: JSON.stringify(flavour.demonstration),
      __TEST_BUILD__: JSON.stringify(flavour.test),
      'process.env.NODE_ENV': JSON.stringify('production'),
    },
    plugins: [moduleList()],
    build: { outDir, emptyOutDir: true, reportCompressedSize: false, sourcemap: flavour.test, minify: false },
  };
}

/** For main and vault (ES modules) and the preload, which the sandbox wants as one CommonJS file. */
function nodeSide(
  flavour: Flavour,
  outDir: string,
  input: Record<string, string>,
  format: 'es' | 'cjs',
  define: Record<string, string> = {},
): InlineConfig {
  const { define: always, ...base } = shared(flavour, outDir);
  return {
    ...base,
    define: { ...always, ...define },
    // Everything else is bundled: the package then holds no library's sources, tests or tools.
    ssr: { noExternal: true, external: unbundled, target: 'node' },
    build: {
      ...base.build,
      ssr: true,
      target: 'node20',
      rolldownOptions: {
        input,
        external: unbundled,
        output: {
          format,
          entryFileNames: `[name].${format === 'cjs' ? 'cjs' : 'js'}`,
          chunkFileNames: 'shared/[name]-[hash].js',
        },
      },
    },
  };
}

/**
 * The page's table of shortcuts, for the application's menu: main imports nothing of the page, and takes no words of a
 * menu from it while it runs.
 */
async function menuDefine(flavour: Flavour): Promise<Record<string, string>> {
  const table = (await import(pathToFileURL(join(root, 'renderer/app/shortcuts.ts')).href)) as {
    scopes: Readonly<Record<string, string>>;
    shortcuts: readonly { id: string; scope: string; keys: readonly string[]; words: string; widget?: true }[];
  };
  const commands = Object.entries(table.scopes).map(([scope, name]) => ({
    scope: name,
    rows: table.shortcuts
      .filter((row) => row.scope === scope && row.widget !== true)
      .map(({ id, words, keys }) => ({ id, words, keys: keys[0] ?? null })),
  }));
  const said = [
    ...messagesIn(mainSources()).keys(),
    ...commands.flatMap(({ scope, rows }) => [scope, ...rows.map(({ words }) => words)]),
  ];
  return {
    __COMMANDS__: JSON.stringify(commands.filter(({ rows }) => rows.length > 0)),
    __WORDS__: JSON.stringify(await wordsOf(said, flavour)),
  };
}

/** These messages in every language but English, out of the page's catalogue. */
async function wordsOf(said: readonly string[], flavour: Flavour): Promise<Record<string, Record<string, string>>> {
  const file = join(root, 'renderer/words/catalogue/cy.json');
  const { messages } = JSON.parse(await readFile(file, 'utf8')) as { messages: Readonly<Record<string, string>> };
  const told = (words: (message: string) => string | undefined) =>
    Object.fromEntries(said.flatMap((message) => [[message, words(message)]]).filter(([, words]) => words)) as Record<
      string,
      string
    >;
  const welsh = { cy: told((message) => messages[message]) };
  if (!flavour.test) return welsh;
  const { disguised } = (await import(pathToFileURL(join(root, 'renderer/words/pseudo.ts')).href)) as {
    disguised: (message: string) => string;
  };
  return { ...welsh, 'en-XA': told(disguised) };
}

function page(flavour: Flavour, outDir: string): InlineConfig {
  const base = shared(flavour, outDir);
  return {
    ...base,
    root: join(root, 'renderer'),
    base: './',
    plugins: [...(base.plugins ?? []), react()],
    worker: { format: 'es' },
    build: {
      ...base.build,
      target: 'chrome130',
      minify: !flavour.test,
      // The page's policy allows neither data: addresses nor requests of its own.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: ['index.html', 'files.html', 'print.html'].map((name) => join(root, 'renderer', name)),
      },
      chunkSizeWarningLimit: 2000,
    },
  };
}

function threadInputs(): Record<string, string> {
  const names = ['writer', 'reader', 'crypto', 'attachments'];
  const files = names.map((name) => [`threads/${name}`, join(root, 'electron/vault/threads', `${name}.ts`)] as const);
  return Object.fromEntries(files.filter(([, file]) => existsSync(file)));
}

/** Builds where needed. The folder is put in place whole, so that nobody packages half a build. */
export function build(flavour: Flavour): Promise<Built> {
  return inTurn(join(root, 'build', `.${flavourName(flavour)}.turn`), () => buildNow(flavour));
}

async function buildNow(flavour: Flavour): Promise<Built> {
  const name = flavourName(flavour);
  const folder = join(root, 'build', name);
  const stamp = join(folder, '.inputs');
  const hash = await inputHash(flavour);
  if ((await readFile(stamp, 'utf8').catch(() => '')) === hash) return { folder, hash };

  const began = performance.now();
  const work = join(root, 'build', `.${name}-${process.pid}`);
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  const source = (part: string) => join(root, 'electron', part, 'index.ts');
  const printPreload = join(root, 'electron', 'preload', 'print.ts');
  // vite takes a `NODE_ENV` that is set over its own mode: started from a test, React's JSX would be the development
  // one, which its production runtime lacks, and the page would stay blank.
  const surrounding = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    const parts = await Promise.allSettled([
      viteBuild(nodeSide(flavour, join(work, 'main'), { index: source('main') }, 'es', await menuDefine(flavour))),
      viteBuild(nodeSide(flavour, join(work, 'preload'), { index: source('preload') }, 'cjs')),
      // Built apart: a sandboxed preload is one file, and two of one build could share a third.
      viteBuild(nodeSide(flavour, join(work, 'print-preload'), { print: printPreload }, 'cjs')),
      viteBuild(nodeSide(flavour, join(work, 'vault'), { index: source('vault'), ...threadInputs() }, 'es')),
      viteBuild(page(flavour, join(work, 'renderer'))),
    ]);
    // Thrown only now: a part that still writes must not meet the tidying up.
    for (const part of parts) if (part.status === 'rejected') throw part.reason;
    await writeFile(join(work, '.inputs'), hash);
    await rm(folder, { recursive: true, force: true });
    await rename(work, folder);
  } finally {
    if (surrounding === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = surrounding;
    await rm(work, { recursive: true, force: true });
  }
  console.log(`Built ${name} in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  return { folder, hash };
}

/** Reads `--test` and `--demonstration` from a command line. */
export function flavourFrom(args: readonly string[]): Flavour {
  return { test: args.includes('--test'), demonstration: args.includes('--demonstration') };
}

if (import.meta.main) {
  const { folder } = await build(flavourFrom(process.argv.slice(2)));
  console.log(relative(root, folder));
}
