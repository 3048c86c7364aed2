// A PostgreSQL that runs, whoever started it.

export type Running = {
  /** Any database of the server, as a superuser. */
  readonly url: string;
  /** Undefined where its processes are not ours to see. */
  readonly pid: number | undefined;
  stop(): Promise<void>;
};
