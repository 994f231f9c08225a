/** The texts that licences demand to go along with the app, gathered from the installed packages. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppPackage } from './app-packages.ts';
import type { Finding, Licences } from './project.ts';

export interface LicenceText extends AppPackage {
  /** Licence and notice files, one after the other; empty where there are none. */
  readonly text: string;
}

const licenceFile = /^(licen[cs]e|copying|notice|unlicense|ofl)([.-].*)?$/i;

async function filesIn(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => licenceFile.test(name) && !/\.(js|ts|json)$/.test(name));
  const texts = await Promise.all(names.sort().map((name) => readFile(join(folder, name), 'utf8')));
  return texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n');
}

/** Reads every package's texts; where it brings none, the file that was decided upon. */
export async function licenceTexts(root: string, packages: readonly AppPackage[], { texts }: Licences) {
  const read = packages.map(async (one): Promise<LicenceText> => {
    const decided = texts.find(
      ({ name }) => name === one.name || (name.endsWith('*') && one.name.startsWith(name.slice(0, -1))),
    );
    const own = await filesIn(join(root, one.path));
    return { ...one, text: own || (decided ? (await readFile(join(root, decided.file), 'utf8')).trim() : '') };
  });
  return Promise.all(read);
}

/** No package is in the app without the text of its licence. */
export function checkTexts(texts: readonly LicenceText[]): Finding[] {
  const bare = texts.filter(({ text }) => text === '');
  return bare.map(({ name, version, licence }) => ({
    subject: `${name}@${version}`,
    problem: `comes without the text of its licence (${licence})`,
    remedy: 'name a file that has it under "texts" in scripts/supply-chain/licence-decisions.json',
  }));
}

/** The file that goes beside the app. Packages that share a text to the letter share it here too. */
export function thirdPartyLicences(texts: readonly LicenceText[]): string {
  const byText = new Map<string, LicenceText[]>();
  for (const one of texts) byText.set(one.text, [...(byText.get(one.text) ?? []), one]);
  const sections = [...byText].map(([text, holders]) => {
    const names = holders.map(({ name, version, licence }) => `${name} ${version} (${licence})`);
    return `${[...new Set(names)].join('\n')}\n\n${text}\n`;
  });
  const rule = `\n${'-'.repeat(80)}\n\n`;
  const head = [
    'Candour contains the following packages by others, each under its own licence.',
    'The licences of Chromium and of what it contains are in LICENSES.chromium.html beside this file.',
  ];
  return `${head.join('\n')}\n${rule}${sections.join(rule)}`;
}
