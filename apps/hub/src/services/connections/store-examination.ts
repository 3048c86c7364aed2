// A store looked at before it is connected: how far the way in leads, step by step, and what helps where it ends.
import { type HubError, isHubError } from "@logix/model";
import type { StoreInfo } from "../../connector-kit/contract.ts";
import type { ExaminationPlan } from "../../connector-kit/examination.ts";
import type { ConnectionSetup, StoreSettings } from "./connection-setup.ts";
import type { Platforms } from "./platforms.ts";
import type { Stores } from "./stores.ts";

export type ExaminedStep = {
  readonly step: string;
  /** `waiting`: not reached, because one before it failed or because it needs keys that were not given yet. */
  readonly state: "ok" | "failed" | "waiting";
  readonly code: string | null;
  readonly message: string | null;
  readonly remedy: string | null;
};
export type Examined = {
  readonly steps: readonly ExaminedStep[];
  /** Who answered; null until every step is passed. */
  readonly store: StoreInfo | null;
};

export type StoreExamination = ReturnType<typeof makeStoreExamination>;

const WHOLE: ExaminationPlan = {
  steps: [{ step: "store", troubles: [] }],
  needsKeysFrom: "store",
  withoutKeys: (given) => given,
};

export function makeStoreExamination(stores: Stores, setup: ConnectionSetup, platforms: Platforms) {
  return {
    /** Changes nothing, neither here nor there. @throws HubError `invalid` for settings that the platform does not know */
    examine: async (platform: string, given: StoreSettings): Promise<Examined> => {
      const settings = platforms.toSettings(platform, given);
      const connector = stores.connectorOf(platform);
      const plan = connector.examination ?? WHOLE;
      const filled = plan.withoutKeys(settings);
      const hasKeys = Object.keys(filled).every((name) => name in settings);
      try {
        const { info } = await setup.prove(connector, filled);
        return { steps: plan.steps.map(({ step }) => passed(step)), store: info };
      } catch (error) {
        if (!isHubError(error)) throw error;
        return { steps: stepsUpTo(plan, error, hasKeys), store: null };
      }
    },
  };
}

function stepsUpTo({ steps, needsKeysFrom }: ExaminationPlan, error: HubError, hasKeys: boolean): ExaminedStep[] {
  const code = error.details.code ?? error.kind;
  // What no step knows has kept us from the store altogether.
  const at = Math.max(
    0,
    steps.findIndex(({ troubles }) => troubles.includes(code)),
  );
  const keys = steps.findIndex(({ step }) => step === needsKeysFrom);
  const ends = !hasKeys && at >= keys ? keys : at;
  return steps.map(({ step }, index) => {
    if (index < ends) return passed(step);
    if (index > ends || (!hasKeys && index === keys)) return { ...passed(step), state: "waiting" };
    return { step, state: "failed", code, ...wordsOf(error) };
  });
}

/** Of settings that no store can have, what is wrong with the first of them. */
function wordsOf({ message, details }: HubError): { readonly message: string; readonly remedy: string | null } {
  const [issue] = details.code === "settings_invalid" ? (details.issues ?? []) : [];
  if (!issue) return { message, remedy: details.remedy ?? null };
  // A sentence of its own, or the end of one that begins with the field.
  const isSentence = /^[A-Z]/.test(issue.problem);
  return {
    message: isSentence ? issue.problem : `${issue.field.replaceAll("_", " ")} ${issue.problem}`,
    remedy: issue.remedy ?? null,
  };
}

function passed(step: string): ExaminedStep {
  return { step, state: "ok", code: null, message: null, remedy: null };
}
