// How many connections a process has open to a port, as Linux lists them. Elsewhere there is nothing to show.
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Undefined where it cannot be seen. */
export function connectionsTo(pid: number, port: number): number | undefined {
  try {
    const inodes = new Set(
      readdirSync(`/proc/${pid}/fd`).flatMap(
        (fd) => /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${fd}`))?.[1] ?? [],
      ),
    );
    const files = ["tcp", "tcp6"].map((name) => readFileSync(`/proc/${pid}/net/${name}`, "utf8"));
    return files.flatMap((text) => text.split("\n").slice(1)).filter((line) => leadsTo(line, port, inodes)).length;
  } catch {
    return undefined;
  }
}

// https://docs.kernel.org/networking/proc_net_tcp.html
function leadsTo(line: string, port: number, inodes: ReadonlySet<string>): boolean {
  const fields = line.trim().split(/\s+/);
  const remotePort = Number.parseInt(fields[2]?.split(":")[1] ?? "", 16);
  return remotePort === port && inodes.has(fields[9] ?? "");
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return ""; // closed meanwhile
  }
}
