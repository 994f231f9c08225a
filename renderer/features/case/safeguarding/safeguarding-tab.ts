/** Which part of stage 1 is open, so that the chip over the case can lead there. */
import { create } from 'zustand';

export const safeguardingTabs = ['risk', 'indicators', 'urgent', 'contact'] as const;
export type SafeguardingTab = (typeof safeguardingTabs)[number];

export const useSafeguardingTab = create<{ readonly caseId: string | null; readonly tab: SafeguardingTab }>(() => ({
  caseId: null,
  tab: 'risk',
}));

export const showSafeguarding = (caseId: string, tab: SafeguardingTab): void =>
  useSafeguardingTab.setState({ caseId, tab });

/** The part in which words were left, if any. */
export function tabOfDraft(part: string): SafeguardingTab | null {
  if (part === 'indicators') return 'indicators';
  if (part.startsWith('urgent ')) return 'urgent';
  return part === 'safe contact' ? 'contact' : part === 'risk' ? 'risk' : null;
}
