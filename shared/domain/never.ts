/** Ends an exhaustive switch: does not compile while a kind is left. */
export function never(kind: never): never {
  throw new Error(`unhandled kind ${JSON.stringify(kind)}`);
}
