/** A line of the vault's log, which main takes over: a fixed word and identifiers, never contents. */
export function logLine(event: string, identifiers: Readonly<Record<string, string | number | boolean | null>>): void {
  process.stderr.write(`${JSON.stringify({ event, ...identifiers })}\n`);
}
