/** The desk's own reference of a case: its unit and the last six digits of its id. The charity's number never leaves. */
export const deskReference = (unit: string, caseId: string) => `${unit}-${caseId.slice(-6).toUpperCase()}`;
