/** The lives that have ended: for what is counted after them. */
export const ended = new Map<string, string>();

export function endOf(reference: string, caseId: string): void {
  ended.set(reference, caseId);
}
