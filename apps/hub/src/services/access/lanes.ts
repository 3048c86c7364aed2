// Lets only a few of something run at a time; the others wait in line, up to a number.
import { HubError } from "@logix/model";

export type Lanes = <Result>(work: () => Promise<Result>) => Promise<Result>;

const RETRY_MS = 5_000;

export function makeLanes(options: {
  readonly lanes: number;
  readonly mostWaiting: number;
  readonly now: () => Date;
}): Lanes {
  const waiting: (() => void)[] = [];
  let free = options.lanes;

  const enter = async () => {
    if (free > 0) {
      free -= 1;
      return;
    }
    if (waiting.length >= options.mostWaiting) throw busy(options.now());
    await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };

  return async (work) => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
}

function busy(now: Date): HubError {
  const retryAt = new Date(now.getTime() + RETRY_MS);
  return new HubError("limited", "Too many people are logging in at this moment", { code: "busy", retryAt });
}
