// What the campaign comes to: everything that is lost, done twice, or waits for ever, each by its name.
export type Finding = { readonly fault: "lost" | "doubled" | "stuck"; readonly what: string };

export type Check = {
  readonly name: string;
  /** How many things were looked at: a check of nothing says nothing. */
  readonly count: number;
  readonly findings: readonly Finding[];
};

export function lost(what: string): Finding {
  return { fault: "lost", what };
}

export function doubled(what: string): Finding {
  return { fault: "doubled", what };
}

export function stuck(what: string): Finding {
  return { fault: "stuck", what };
}

export function findingsOf(checks: readonly Check[], fault: Finding["fault"]): readonly Finding[] {
  return checks.flatMap(({ findings }) => findings).filter((finding) => finding.fault === fault);
}
