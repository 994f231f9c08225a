/** Ends a command with one line for the person at the terminal: what is wrong, and the next step. */
export class Stop extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
