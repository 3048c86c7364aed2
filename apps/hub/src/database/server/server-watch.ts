// Keeps the embedded PostgreSQL alive while the hub lives: a server that died is started again at the same address, so that
// those who wait for it find it. Looked at by its note and its process, because an adopted server is nobody's child.
import { messageOf } from "@logix/model";
import { type Postmaster, runningPostmaster } from "./postmaster-file.ts";
import { type Launch, startServer } from "./server-process.ts";

export interface ServerWatch {
  /** The server that ran when it was looked at last. */
  current(): Postmaster;
  /** Nothing is started after this has resolved. */
  end(): Promise<void>;
}

export interface WatchOptions {
  readonly launch: Launch;
  readonly server: Postmaster;
  /** Told when a server was found dead, could not be started, or runs again. */
  readonly tell: (message: string) => void;
  /** Another server process answers at the same address: whatever was bound to the old one is gone. */
  readonly onReplaced?: ((server: Postmaster) => void) | undefined;
}

const LOOK_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

export function watchServer({ launch, server, tell, onReplaced = () => {} }: WatchOptions): ServerWatch {
  const samePort = { ...launch, settings: { ...launch.settings, port: server.port } };
  let current = server;
  let failures = 0;
  let ended = false;
  let looking: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;

  async function look(): Promise<void> {
    const running = runningPostmaster(launch.dataDir) ?? (await revive());
    failures = running === undefined ? failures + 1 : 0;
    // One that is starting up or going down is looked at again.
    if (running === undefined || !running.ready || running.pid === current.pid) return;
    current = running;
    if (running.port === server.port) tell(`The embedded PostgreSQL runs again (process ${running.pid})`);
    else tell(`Another Logix has started the embedded PostgreSQL at port ${running.port}: restart this one`);
    onReplaced(running);
  }

  async function revive(): Promise<Postmaster | undefined> {
    if (failures === 0) tell(`The embedded PostgreSQL (process ${current.pid}) has died; it is started again`);
    const started = await startServer(samePort);
    // A killed server's children hold its memory for a moment, another hub may be quicker, or the disk may be full.
    if (started === undefined && failures > 0) tell(`The embedded PostgreSQL did not start; see ${launch.logFile}`);
    return started;
  }

  function lookLater(): void {
    timer = setTimeout(
      () => {
        looking = look()
          .catch((error: unknown) => tell(`The embedded PostgreSQL could not be looked after: ${messageOf(error)}`))
          .finally(() => ended || lookLater());
      },
      Math.min(LONGEST_PAUSE_MS, LOOK_MS * 2 ** Math.min(failures, 10)),
    ).unref();
  }

  lookLater();
  return {
    current: () => current,
    end: () => {
      ended = true;
      clearTimeout(timer);
      return looking;
    },
  };
}
