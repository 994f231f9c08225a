import type { Call, Transport } from '../../server/device/transport.ts';
import { importReports } from '../../server/gateway/import.ts';
import type { Chance } from './chance.ts';
import type { SimHub } from './sim-hub.ts';
import type { SimReports } from './sim-reports.ts';

/** The gateway is gone in the middle of what it was doing. */
class Died extends Error {}

interface Parts {
  readonly hub: SimHub;
  readonly reports: SimReports;
  readonly chance: () => Chance;
  readonly say: (line: string) => void;
}

/** Reports that come in while everybody works: the gateway uploads their files and dies at any of its calls. */
export class Arrivals {
  /** Those that were begun; at the end each is in the log, once, with its files. */
  readonly begun = new Set<string>();
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** One comes in, or the gateway goes on with one that it had begun. */
  async next(): Promise<void> {
    const { reports, chance, say } = this.#parts;
    const { reference, line } = chance().pick(reports.toCome);
    this.begun.add(reference);
    const whole = await this.#bring([line], 3);
    say(`the report ${reference} comes in${whole ? '' : ', and the gateway dies over it'}`);
  }

  /** The gateway is given the same file once more. */
  async atLast(): Promise<void> {
    const lines = this.#parts.reports.toCome.filter(({ reference }) => this.begun.has(reference));
    if (lines.length > 0)
      await this.#bring(
        lines.map(({ line }) => line),
        0,
      );
  }

  /** @param fatal in how many of a hundred calls it dies. @returns whether it came to its end */
  async #bring(lines: readonly string[], fatal: number): Promise<boolean> {
    const { hub, reports, chance } = this.#parts;
    const { transport, gateway } = hub;
    const dies = () => {
      if (chance().once(fatal, 100)) throw new Died();
    };
    const dying: Transport = {
      ...transport,
      async send(call: Call) {
        dies();
        const reply = await transport.send(call);
        // Something on the line sends it once more.
        if (fatal > 0 && chance().once(1, 10)) await transport.send(call);
        dies();
        return reply;
      },
    };
    try {
      const imported = await importReports({
        lines: lines.map((text, index) => ({ number: index + 1, text })),
        folder: reports.folder,
        transport: dying,
        gateway,
        onFailure: (_line, reason) => {
          throw new Error(`a report was not taken: ${reason}`);
        },
      });
      if (!imported.ok && fatal === 0) throw new Error(`the import ended: ${imported.reason}`);
      return imported.ok;
    } catch (error) {
      if (error instanceof Died) return false;
      throw error;
    }
  }
}
