export interface OrdinaryUser {
  readonly uid: number;
  readonly gid: number;
  /** Goes before the command; empty when we are an ordinary user already. */
  readonly prefix: readonly string[];
}
export function missingPackages(more?: readonly string[]): string[] | undefined;
export function ensureSystemLibraries(more?: readonly string[]): boolean;
export function ordinaryUser(): OrdinaryUser;
export function namespacesAllowed(): boolean;
