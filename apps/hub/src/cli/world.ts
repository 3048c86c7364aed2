// What the command line touches of the world outside, handed in so that tests can hand in their own.

export type World = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly fetch: typeof fetch;
  /** For results. */
  out(text: string): void;
  /** For errors and whatever should not end up in a pipe. */
  err(text: string): void;
  /** Null where nobody sees a progress bar. */
  readonly progressStream: NodeJS.WriteStream | null;
  ask(question: string): Promise<string>;
  /** What is typed does not show. */
  askHidden(question: string): Promise<string>;
  wait(ms: number): Promise<void>;
};
