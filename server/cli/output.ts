/** Results go to standard output, everything else to standard error, so that a script can read the former. */
export const print = (text: string) => void process.stdout.write(`${text}\n`);
export const tell = (text: string) => void process.stderr.write(`${text}\n`);
export const printJson = (value: unknown) => print(JSON.stringify(value));

/** `12,345`. */
export const thousands = (count: number) => count.toLocaleString('en-GB');
