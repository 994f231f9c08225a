/** Writes down which files went into each part of a build, so that licences and SBOM speak of what is in the app. */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The folder of lists beside the parts of a build; the packager leaves it out. */
export const listFolder = '.modules';

/** As paths from the project's root, with slashes; what the bundler made itself keeps its name, without the NUL. */
function named(id: string): string {
  const bare = id.replace(/^\0/, '').replace(/\?.*$/, '');
  return resolve(bare) === bare ? relative(projectRoot, bare).split(sep).join('/') : bare;
}

/**
 * Goes into every part's vite configuration. Writes `<build>/.modules/<part>.json`, a sorted list of the modules whose
 * code is in a chunk, of style sheets, and of the files that were copied as assets (fonts).
 */
export function moduleList(): Plugin {
  let root = '';
  let outDir = '';
  return {
    name: 'candour:module-list',
    apply: 'build',
    enforce: 'pre',
    configResolved(config) {
      root = config.root;
      outDir = resolve(config.root, config.build.outDir);
    },
    transform(code, id) {
      // What a style sheet imports is put in its place and would be missing from the list.
      if (/\.css(\?|$)/.test(id) && /@import\b/.test(code.replace(/\/\*.*?\*\//gs, ''))) {
        this.error(
          `${id} has an @import, which the list of modules would miss: import the style sheet from TypeScript.`,
        );
      }
    },
    async writeBundle(_options, bundle) {
      const ids = new Set<string>([...this.getModuleIds()].filter((id) => /\.css(\?|$)/.test(id)));
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk') for (const id of Object.keys(file.modules)) ids.add(id);
        // The names of assets are given from vite's root.
        else for (const name of file.originalFileNames) ids.add(resolve(root, name));
      }
      const list = join(dirname(outDir), listFolder, `${basename(outDir)}.json`);
      await mkdir(dirname(list), { recursive: true });
      await writeFile(list, `${JSON.stringify([...new Set([...ids].map(named))].sort(), null, 1)}\n`);
    },
  };
}
