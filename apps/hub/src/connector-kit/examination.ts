// How the way into a store is examined step by step, so that a merchant sees how far we came and what to do about it.

type ExaminationStep = {
  readonly step: string;
  /** Codes of the errors that say that this very step failed; everything before it worked then. */
  readonly troubles: readonly string[];
};

export type ExaminationPlan = {
  /** In the order in which they build on each other. */
  readonly steps: readonly ExaminationStep[];
  /** The first step that needs credentials. */
  readonly needsKeysFrom: string;
  /** Settings as they are given, with credentials that nobody has where none are given yet: being refused proves the way. */
  withoutKeys(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
};
