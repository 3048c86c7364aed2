// One thing that every connector must do, and what it is tried with.
import { HubError, isHubError } from "@logix/model";
import type { Connector, Store } from "../contract.ts";
import type { StoreRequest } from "../http.ts";
import { type Line, lineTo } from "./line.ts";
import type { OpenStage, Stage, StageSize } from "./stage.ts";

export type Behaviour = {
  /** A sentence: "a connector …". */
  readonly name: string;
  /** What to do about it, for whoever writes the connector. */
  readonly help: string;
  readonly size?: Partial<StageSize>;
  /** For which port it is meant, or for what of the platform; a store without it need not do it. */
  readonly port?: (store: Store, stage: Stage) => unknown;
  run(trial: Trial): Promise<void>;
};

export type Trial = {
  readonly connector: Connector;
  readonly stage: Stage;
  readonly line: Line;
  /** As opened with what a person gives and what the connector found out. */
  readonly store: Store;
  readonly settings: unknown;
  open(settings: Readonly<Record<string, unknown>>): Store;
  /** The error that a call ends with; a call that succeeds is a failure of the test. */
  failureOf(call: Promise<unknown>): Promise<HubError>;
  /** What a call asked of the store. */
  requestsOf(call: () => Promise<unknown>): Promise<readonly StoreRequest[]>;
};

/** Runs one behaviour on a store of its own. Null where the connector has no such port. */
export async function tryOut(connector: Connector, openStage: OpenStage, behaviour: Behaviour): Promise<null | true> {
  let stage: Stage | null = null;
  try {
    stage = await openStage({ orders: 6, goods: 6, ...behaviour.size });
    const trial = await trialOn(connector, stage);
    if (behaviour.port && !behaviour.port(trial.store, stage)) return null;
    await behaviour.run(trial);
    refuseUnknownBuckets(trial);
    return true;
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${behaviour.name}\n\n${words}\n\nWhat helps: ${behaviour.help}`, { cause });
  } finally {
    await stage?.close();
  }
}

async function trialOn(connector: Connector, stage: Stage): Promise<Trial> {
  const line = lineTo(stage.fetch);
  const open = (settings: Readonly<Record<string, unknown>>) =>
    connector.open(connector.settings.parse(settings), { fetch: line.fetch, now: () => new Date() });
  const { findings } = await open(stage.settings).authenticate();
  const known = { ...stage.settings, ...findings };
  line.asked.length = 0;
  return {
    connector,
    stage,
    line,
    open,
    store: open(known),
    settings: connector.settings.parse(known),
    failureOf: (call) => failureOf(call, stage.secrets),
    requestsOf: async (call) => {
      const before = line.asked.length;
      await call();
      return line.asked.slice(before);
    },
  };
}

async function failureOf(call: Promise<unknown>, secrets: readonly string[]): Promise<HubError> {
  const outcome: unknown = await call.then(
    (value) => ({ value }),
    (error: unknown) => error,
  );
  if (!isHubError(outcome)) {
    const words = outcome instanceof Error ? `${outcome.name}: ${outcome.message}` : JSON.stringify(outcome);
    throw new Error(`A HubError was expected, and there was ${words}`);
  }
  refuseSecrets(outcome, secrets);
  return outcome;
}

const BEGINNING = 16;

function refuseSecrets(error: HubError, secrets: readonly string[]): void {
  const text = allOf(error);
  // The beginning of one is too much: quotes are cut off somewhere.
  const told = secrets.filter((secret) => text.includes(secret.slice(0, BEGINNING)));
  // The secret itself stays out of this message as well.
  if (told.length > 0) throw new Error(`An error tells ${told.length} of the store's secrets: "${error.message}"`);
}

// Causes may be logged too.
function allOf(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? "";
  const details = error instanceof HubError ? JSON.stringify({ ...error.details, cause: undefined }) : "";
  return `${error.message} ${details} ${error.cause === undefined ? "" : allOf(error.cause)}`;
}

function refuseUnknownBuckets({ connector, line }: Trial): void {
  const unknown = line.asked.map(({ bucket }) => bucket ?? "default").filter((bucket) => !(bucket in connector.limits));
  if (unknown.length > 0) throw new Error(`Requests name limits that the connector does not have: ${unknown}`);
}
