import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useAppearance, useTheme } from './appearance.ts';
import { answers, followNotices } from './calls.ts';
import { noOwnMemory, theme, tokens } from './mantine.ts';
import { Oops } from './Oops.tsx';
import { styleNonce } from './style-nonce.ts';

/** What every window's page stands on: its looks and its cache of answers. `over` lies above it, also once it fell over. */
export function PageRoot({ children, over }: { readonly children: ReactNode; readonly over: ReactNode }) {
  const inForce = useTheme();
  const density = useAppearance((state) => state.density);
  useEffect(() => {
    document.documentElement.dataset.theme = inForce;
    document.documentElement.dataset.density = density;
  }, [inForce, density]);
  useEffect(followNotices, []);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={tokens}
      forceColorScheme={inForce}
      colorSchemeManager={noOwnMemory}
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={answers}>
        <Oops>{children}</Oops>
        {over}
      </QueryClientProvider>
    </MantineProvider>
  );
}
