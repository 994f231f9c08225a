import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useAppearance, useTheme } from './appearance.ts';
import { answers, followNotices } from './calls.ts';
import { Cover } from './Cover.tsx';
import { noOwnMemory, theme, tokens } from './mantine.ts';
import { Oops } from './Oops.tsx';
import { SessionGate } from './SessionGate.tsx';
import { styleNonce } from './style-nonce.ts';

/** The page: its looks, its cache of answers, and whatever the session allows to be shown. */
export function App() {
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
        <Oops>
          <SessionGate />
        </Oops>
        <Cover />
      </QueryClientProvider>
    </MantineProvider>
  );
}
