import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it, vi } from 'vitest';
import { externalOrigins, mayOpen, maySignIn } from '../../electron/main/open-external.ts';

vi.mock('electron', () => ({ shell: {} }));

const root = join(import.meta.dirname, '../..');
const sources = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => relative(root, join(root, folder, file)));
const parse = (file: string, text = readFileSync(join(root, file), 'utf8')) =>
  ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);

function* nodes(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodes(child);
}

/** The files that name one of these, as an identifier, a property or a string, with what they name. */
function naming(files: readonly string[], names: RegExp): string[] {
  const found = new Set<string>();
  for (const file of files) {
    for (const node of nodes(parse(file))) {
      const text = ts.isIdentifier(node) || ts.isStringLiteralLike(node) ? node.text : '';
      if (names.test(text)) found.add(`${file}: ${text}`);
    }
  }
  return [...found].sort();
}

const electron = sources('electron');
const ourCode = [...electron, ...sources('shared'), ...sources('renderer')];

/** The calls of a method of this object, whatever way it is reached. */
function methodsUsed(files: readonly string[], object: string): string[] {
  const found = new Set<string>();
  for (const file of files) {
    for (const node of nodes(parse(file))) {
      if (!ts.isIdentifier(node) || node.text !== object || ts.isImportSpecifier(node.parent)) continue;
      const { parent } = node;
      const used =
        ts.isPropertyAccessExpression(parent) && parent.expression === node ? parent.name.text : 'something else';
      found.add(`${file}: ${used}`);
    }
  }
  return [...found].sort();
}

describe('in the source of the shell', () => {
  it('calls of pages come in by one door, which is the wrapper (31)', () => {
    expect(methodsUsed(electron, 'ipcMain')).toEqual([
      // Closes a door that a library opens.
      'electron/main/preferences.ts: removeAllListeners',
      'electron/main/shell-calls.ts: handle',
    ]);
    const wrapper = parse('electron/main/shell-calls.ts');
    const handle = [...nodes(wrapper)].filter(
      (node): node is ts.CallExpression => ts.isCallExpression(node) && /^ipcMain\./.test(node.expression.getText()),
    );
    expect(handle).toHaveLength(1);
    expect(handle[0]!.arguments[1]!.getText()).toMatch(/^\(event, request: unknown\) =>\s+answerShellCall\(/);
    // Nor by a message of a page's own, a frame's, or a window's.
    expect(naming(sources('electron/main'), /^(?:ipc-message(?:-sync)?|ipc|_invokeHandlers)$/)).toEqual([]);
  });

  it('windows are made in one place, from one list of options that are written out (24)', () => {
    const made = /^(?:BrowserWindow|BaseWindow|BrowserView|WebContentsView|webviewTag)$/;
    expect(new Set(naming(electron, made).map((each) => each.split(':')[0]))).toEqual(
      new Set([
        'electron/main/windows.ts',
        'electron/main/workstation.ts',
        'electron/main/files-window.ts',
        'electron/main/front.ts',
        'electron/main/print-job.ts',
        'electron/main/taking-out.ts',
        'electron/main/choose-place.ts',
      ]),
    );
    // There it is a type, or asked which window a page is in.
    for (const file of ['workstation', 'files-window', 'front', 'print-job', 'taking-out', 'choose-place'])
      expect(readFileSync(join(root, `electron/main/${file}.ts`), 'utf8')).not.toMatch(/new BrowserWindow/);
    const windows = parse('electron/main/windows.ts');
    const made1 = [...nodes(windows)].filter(ts.isNewExpression).map((node) => node.getText());
    // Those that people see (the workstation, and files of a report), and the hidden one of a print: none sets a preference of its own.
    expect(made1).toEqual([
      'new BrowserWindow({ ...windowOptions(session, preload), ...placed(bounds) })',
      'new BrowserWindow({ ...windowOptions(session, preload), skipTaskbar: true })',
    ]);
    for (const made2 of made1) expect(windows.text).toContain(`conceal(${made2})`);
    const preferences = [...nodes(windows)].find(
      (node): node is ts.PropertyAssignment =>
        ts.isPropertyAssignment(node) && node.name.getText() === 'webPreferences',
    )!.initializer as ts.ObjectLiteralExpression;
    const written = Object.fromEntries(
      preferences.properties.map((each) =>
        ts.isPropertyAssignment(each) ? [each.name.getText(), each.initializer.getText()] : [each.getText(), 'given'],
      ),
    );
    expect(written).toEqual({
      session: 'given',
      preload: 'given',
      sandbox: 'true',
      contextIsolation: 'true',
      webSecurity: 'true',
      allowRunningInsecureContent: 'false',
      nodeIntegration: 'false',
      nodeIntegrationInWorker: 'false',
      nodeIntegrationInSubFrames: 'false',
      webviewTag: 'false',
      spellcheck: 'false',
      plugins: 'false',
      navigateOnDragDrop: 'false',
      safeDialogs: 'true',
      devTools: '__TEST_BUILD__',
    });
  });

  it('windows are kept out of screenshots where the system can do that (42)', () => {
    expect(naming(electron, /^setContentProtection$/)).toEqual(['electron/main/windows.ts: setContentProtection']);
    expect(readFileSync(join(root, 'electron/main/windows.ts'), 'utf8')).toContain(
      'window.setContentProtection(true);',
    );
  });

  it('nothing is printed but by the print job, and that page has a bridge of two calls (40)', () => {
    expect(naming(electron, /^(?:printToPDF|getPrinters|getPrintersAsync|printingOf)$/)).toEqual([
      'electron/main/print-guard.ts: printToPDF',
      'electron/main/print-guard.ts: printingOf',
      'electron/main/print-job.ts: printToPDF',
      'electron/main/print-job.ts: printingOf',
      'electron/main/taking-out.ts: getPrintersAsync',
    ]);
    // Never Chromium's own dialog, which offers to print into a file in the clear.
    expect(
      readFileSync(join(root, 'electron/main/print-job.ts'), 'utf8').match(/\.print\(\{ silent: true/g),
    ).toHaveLength(1);
    const printing = sources('renderer').filter((file) => /\bprint\s*\(/.test(readFileSync(join(root, file), 'utf8')));
    expect(printing).toEqual([
      'renderer/features/case/taking-out/PrintForm.tsx',
      'renderer/features/case/taking-out/SavePack.tsx',
    ]);
    for (const file of printing)
      expect(readFileSync(join(root, file), 'utf8').match(/\S*\bprint\s*\(/g)).toEqual([
        'bridge()?.shell.takingOut.print(',
      ]);
  });

  it('nothing opens a browser but the list of allowed origins (33)', () => {
    expect(naming(electron, /^(?:openExternal|openPath|showItemInFolder)$/)).toEqual([
      'electron/main/open-external.ts: openExternal',
    ]);
  });

  it('nothing updates itself, reports a crash, or names a document to the system (38, 43, 46)', () => {
    const words =
      /^(?:autoUpdater|electron-updater|crashReporter|contentTracing|addRecentDocument|setProgressBar|setOverlayIcon|Notification|setBadgeCount|setJumpList|setUserTasks|Tray|setTitle|setRepresentedFilename|desktopCapturer)$/;
    // The one notification says that something waits, in fixed words, and nothing of what it is.
    expect(naming(ourCode, words)).toEqual(['electron/main/notification.ts: Notification']);
    expect(readFileSync(join(root, 'electron/main/notification.ts'), 'utf8').match(/new Notification\(.*\)/g)).toEqual([
      `new Notification({ title: t('Candour: one item needs you.'), silent: true })`,
    ]);
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    expect(Object.keys({ ...dependencies, ...devDependencies })).not.toContain('electron-updater');
  });

  it('no page gives itself a title', () => {
    for (const page of ['index', 'files', 'print'])
      expect(readFileSync(join(root, `renderer/${page}.html`), 'utf8')).toContain('<title>Candour</title>');
    const titles = sources('renderer').flatMap((file) =>
      [...nodes(parse(file))].filter(
        (node) => ts.isPropertyAccessExpression(node) && node.getText() === 'document.title',
      ),
    );
    expect(titles).toEqual([]);
  });

  it('only the vault speaks to a network: with the hub, and to sign in with the provider that the hub names (38)', () => {
    const modules = /^(?:undici|(?:node:)?(?:http|https|http2|net|tls|dgram|dns)(?:\/promises)?)$/;
    const lines = naming(ourCode, modules).map((each) => each.split(':')[0]);
    expect(new Set(lines)).toEqual(
      new Set([
        'electron/vault/sync/hub-transport.ts',
        'electron/vault/sync/hub-trust.ts',
        'electron/vault/sign-in/provider.ts',
        // Listens on this machine alone, while somebody signs in.
        'electron/vault/sign-in/loopback.ts',
      ]),
    );
    expect(
      naming(ourCode, /^(?:XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection|WebTransport)$/),
    ).toEqual([]);
    const electrons = /^(?:net|netLog|ClientRequest)$/;
    expect(naming(electron, electrons)).toEqual([]);
  });

  it('main keeps the clipboard behind one module', () => {
    expect(methodsUsed(electron, 'clipboard').map((each) => each.split(':')[0])).toEqual(
      methodsUsed(electron, 'clipboard').map(() => 'electron/main/boards.ts'),
    );
    expect(naming(sources('renderer'), /^(?:clipboard|writeText)$/)).toEqual([]);
  });
});

describe('an address for the browser (33)', () => {
  const allowed = ['https://ok.example', 'https://ok.example:8443'];
  it('is opened for an exact origin only', () => {
    expect(mayOpen('https://ok.example/a?b#c', allowed)).toBe(true);
    expect(mayOpen('https://ok.example:443/', allowed)).toBe(true);
    expect(mayOpen('https://ok.example:8443/', allowed)).toBe(true);
    expect(mayOpen('HTTPS://OK.EXAMPLE/', allowed)).toBe(true);
  });

  it.each([
    'https://ok.example.evil.com',
    'https://evil.com/https://ok.example',
    'https://ok.example@evil.com/',
    'https://evil.com@ok.example/',
    'https://ok.example:444/',
    'https://sub.ok.example/',
    'https://ok.example./',
    'https://оk.example/',
    'http://ok.example/',
    'file:///etc/passwd',
    'javascript:alert(1)//https://ok.example',
    'smb://ok.example/share',
    'ok.example',
    '',
    `https://ok.example/${'a'.repeat(3000)}`,
    null,
    { toString: () => 'https://ok.example/' },
  ])('is not opened for %s', (address) => {
    expect(mayOpen(address, allowed)).toBe(false);
  });

  it('is none today', () => {
    expect(externalOrigins).toEqual([]);
    expect(mayOpen('https://ok.example/')).toBe(false);
  });

  it('is opened to sign in where it has the origin of the issuer, by HTTPS or on this machine', () => {
    const issuer = 'https://ok.example/realms/force';
    expect(maySignIn('https://ok.example/authorize?state=x', issuer)).toBe(true);
    expect(maySignIn('http://127.0.0.1:4000/auth', 'http://127.0.0.1:4000')).toBe(true);
    for (const address of [
      'https://ok.example.evil.com/authorize',
      'https://ok.example@evil.com/',
      'https://evil.com@ok.example/',
      'http://ok.example/authorize',
      'file:///etc/passwd',
      '',
    ])
      expect(maySignIn(address, issuer), address).toBe(false);
    for (const [address, from] of [
      ['http://evil.com/', 'http://evil.com'],
      ['http://127.0.0.1:4001/auth', 'http://127.0.0.1:4000'],
      ['http://127.0.0.1.evil.com/', 'http://127.0.0.1.evil.com'],
      ['http://a@127.0.0.1:4000/', 'http://127.0.0.1:4000'],
      ['file:///etc/passwd', 'file:///etc'],
      ['javascript:alert(1)', 'javascript:alert(1)'],
    ] as const)
      expect(maySignIn(address, from), address).toBe(false);
  });
});
