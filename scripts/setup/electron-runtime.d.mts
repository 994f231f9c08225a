export interface ElectronRuntime {
  readonly version: string;
  /** The folder that holds the executable. */
  readonly dist: string;
  /** False for the fallback, which is never for shipping. */
  readonly official: boolean;
}
export function electronRuntime(): Promise<ElectronRuntime>;
export function cacheFolder(): string;
