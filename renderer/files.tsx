import './app/jitless.ts';
import '@mantine/core/styles.layer.css';
import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { readAppearance } from './app/appearance.ts';
import { readLanguage } from './app/language.ts';
import { refusePagePrinting } from './app/page-printing.ts';
import { shareStyleNonce } from './app/style-nonce.ts';
import { installTrustedTypes } from './app/trusted-types.ts';

installTrustedTypes(globalThis);
shareStyleNonce();
refusePagePrinting();

const root = document.getElementById('root');
/** Read first, so that the first paint already has the right theme, and every word the right language. */
async function show(place: HTMLElement): Promise<void> {
  await Promise.all([readAppearance(), readLanguage()]);
  const { SecondWindow } = await import('./features/case/attachments/SecondWindow.tsx');
  createRoot(place).render(<SecondWindow />);
}

if (root) void show(root);
