import './app/jitless.ts';
import '@mantine/core/styles.layer.css';
import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { SecondWindow } from './features/case/attachments/SecondWindow.tsx';
import { readAppearance } from './app/appearance.ts';
import { refusePagePrinting } from './app/page-printing.ts';
import { shareStyleNonce } from './app/style-nonce.ts';
import { installTrustedTypes } from './app/trusted-types.ts';

installTrustedTypes(globalThis);
shareStyleNonce();
refusePagePrinting();

const root = document.getElementById('root');
// Read first, so that the first paint already has the right theme.
if (root) void readAppearance().then(() => createRoot(root).render(<SecondWindow />));
