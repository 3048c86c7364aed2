// Customers who keep coming, for the demo.

export type Shoppers = { start(options: { everyMs: number }): void; stop(): void };

export function createShoppers(place: () => unknown): Shoppers {
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
  };
  return {
    start({ everyMs }) {
      stop();
      timer = setInterval(() => place(), everyMs);
    },
    stop,
  };
}
