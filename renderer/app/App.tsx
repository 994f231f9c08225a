import { Cover } from './Cover.tsx';
import { PageRoot } from './PageRoot.tsx';
import { SessionGate } from './SessionGate.tsx';

/** The page of the first window: whatever the session allows to be shown. */
export const App = () => (
  <PageRoot over={<Cover />}>
    <SessionGate />
  </PageRoot>
);
