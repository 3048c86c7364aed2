// Deliveries that nobody signed: counted each time, but told in the log at most once a minute for each address. Whoever sends
// forgeries decides how many come; they shall not decide how long our log gets.

export type Forgery = {
  readonly platform: string;
  /** Null where it came to the address that all connections share. */
  readonly connection: string | null;
};

/** `untold`: how many came since the last line about this address. */
type ForgeryLine = Forgery & { readonly untold: number };

export type ForgeryTools = {
  count(platform: string): void;
  warn(line: ForgeryLine): void;
  now(): Date;
};

const QUIET_MS = 60_000;

/** Addresses are connections that exist, so that what is remembered stays small. */
export function makeForgeryWatch({ count, warn, now }: ForgeryTools): (forgery: Forgery) => void {
  const told = new Map<string, { readonly at: number; untold: number }>();
  return (forgery) => {
    count(forgery.platform);
    const address = forgery.connection ?? forgery.platform;
    const last = told.get(address);
    const at = now().getTime();
    if (last && at - last.at < QUIET_MS) {
      last.untold += 1;
      return;
    }
    told.set(address, { at, untold: 0 });
    warn({ ...forgery, untold: last?.untold ?? 0 });
  };
}
