import { useCommand } from '../../app/commands.ts';
import type { StageKey } from './stages.ts';

/** `Ctrl+1` to `Ctrl+7`. */
export function useStageKeys(open: (stage: StageKey) => void): void {
  useCommand('assess.stage1', () => open('risk'));
  useCommand('assess.stage2', () => open('people'));
  useCommand('assess.stage3', () => open('research'));
  useCommand('assess.stage4', () => open('codes'));
  useCommand('assess.stage5', () => open('referral_test'));
  useCommand('assess.stage6', () => open('decision'));
  useCommand('assess.stage7', () => open('send'));
}
