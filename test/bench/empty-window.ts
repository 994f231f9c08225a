/** The same Electron, with the same fuses, that shows one line and nothing else: what any window costs. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createPackage } from '@electron/asar';
import { _electron } from 'playwright';
import { packageApp } from '../../scripts/package.ts';
import { commandFor, newFolder } from '../../scripts/setup/start-command.ts';

const main = `const { app, BrowserWindow } = require('electron');
app.enableSandbox();
app.whenReady().then(() => new BrowserWindow().loadURL('data:text/html,<h1>empty</h1>'));
app.on('window-all-closed', () => app.quit());`;

/** Makes it once; answers a function that starts it, waits for its page, and gives the milliseconds. */
export async function emptyWindow(): Promise<() => Promise<number>> {
  const { dir, executable } = await packageApp({ test: true, demonstration: true });
  const folder = newFolder('empty-electron');
  cpSync(dir, folder, { recursive: true });
  const source = join(folder, 'source');
  mkdirSync(source);
  writeFileSync(join(source, 'package.json'), JSON.stringify({ name: 'empty', main: 'main.js' }));
  writeFileSync(join(source, 'main.js'), main);
  rmSync(join(folder, 'resources', 'app.asar.unpacked'), { recursive: true, force: true });
  await createPackage(source, join(folder, 'resources', 'app.asar'));
  execFileSync('chmod', ['-R', 'a+rX', folder]);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return async () => {
    const home = newFolder('home');
    const command = await commandFor(join(folder, basename(executable)), home, { driven: true });
    const start = performance.now();
    const app = await _electron.launch({ executablePath: command.script, env: command.env, cwd: home });
    const page = await app.firstWindow();
    await page.getByRole('heading', { name: 'empty' }).waitFor();
    const ms = performance.now() - start;
    await app.close();
    rmSync(home, { recursive: true, force: true });
    rmSync(command.script, { force: true });
    return ms;
  };
}
