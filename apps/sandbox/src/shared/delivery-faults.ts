// Ways in which a delivery can go wrong on its way, beyond what a real store does.
import type { Random } from "./random.ts";

export type DeliveryFaultKind = "duplicate" | "reorder" | "drop" | "delay" | "tamper";
export type DeliveryFault = {
  kind: DeliveryFaultKind;
  /** 1 by default: every delivery. */
  probability?: number;
  /** How many deliveries are hit; without it the fault stays until clear(). */
  times?: number;
  /** For "delay". */
  ms?: number;
  /** Only this topic. */
  topic?: string;
};

export class DeliveryFaults {
  #faults: DeliveryFault[] = [];
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  set(fault: DeliveryFault | readonly DeliveryFault[]): void {
    this.#faults = [fault].flat().map((one) => ({ ...one }));
  }

  clear(): void {
    this.#faults = [];
  }

  list(): readonly DeliveryFault[] {
    return this.#faults;
  }

  draw(topic: string): DeliveryFault | undefined {
    for (const fault of this.#faults) {
      if (fault.topic !== undefined && fault.topic !== topic) continue;
      if (fault.times !== undefined && fault.times <= 0) continue;
      if (this.#random.fraction() >= (fault.probability ?? 1)) continue;
      if (fault.times !== undefined) fault.times -= 1;
      return fault;
    }
    return undefined;
  }
}
