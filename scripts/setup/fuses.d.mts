export function wantedFuses(test: boolean): Record<string, boolean>;
export function readFuses(executable: string): Promise<Record<string, boolean>>;
export function setFuses(executable: string, test: boolean): Promise<void>;
