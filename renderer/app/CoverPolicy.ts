import { useEffect } from 'react';
import { create } from 'zustand';
import type { PagePolicy } from '../../shared/bridge/policy.ts';
import { bridge } from './bridge.ts';

const useKept = create<{ policy: PagePolicy | undefined }>(() => ({ policy: undefined }));

/** The administrator's policy as far as the page must know it; undefined until main has answered. It never changes. */
export function usePolicy(): PagePolicy | undefined {
  const policy = useKept((state) => state.policy);
  useEffect(() => {
    if (policy !== undefined) return;
    void bridge()
      ?.shell.policy()
      .then((answer) => answer.ok && useKept.setState({ policy: answer.value }));
  }, [policy]);
  return policy;
}
