// What a process costs: processor time and memory, as Linux counts them. Elsewhere there is nothing to show.
import { readdirSync, readFileSync } from "node:fs";

/** Linux has said 100 ticks a second to programs for thirty years. */
const MS_PER_TICK = 10;
const SAMPLE_MS = 100;

export type Usage = {
  /** Of the process with all its threads. */
  readonly cpuMs: number;
  /** Of the database server with all its processes; undefined where they are not ours to see. */
  readonly databaseCpuMs: number | undefined;
  readonly peakMb: number;
  /** Highest memory in the first and in the second half of the time, which shows whether it grows. */
  readonly halvesMb: readonly [number, number];
};

export type Watch = { end(): Usage };

export function watchUsage(pid: number, postmasterPid: number | undefined): Watch {
  const cpuMs = cpuMsOf(pid);
  const databaseCpuMs = familyCpuMsOf(postmasterPid);
  const samples: number[] = [memoryMbOf(pid)];
  const sampling = setInterval(() => samples.push(memoryMbOf(pid)), SAMPLE_MS);
  return {
    end: () => {
      clearInterval(sampling);
      samples.push(memoryMbOf(pid));
      const half = Math.ceil(samples.length / 2);
      const after = familyCpuMsOf(postmasterPid);
      return {
        cpuMs: cpuMsOf(pid) - cpuMs,
        databaseCpuMs: after === undefined || databaseCpuMs === undefined ? undefined : after - databaseCpuMs,
        peakMb: peakMbOf(pid),
        halvesMb: [Math.max(...samples.slice(0, half)), Math.max(...samples.slice(half))],
      };
    },
  };
}

export function cpuMsOf(pid: number): number {
  return (statOf(pid)?.ownTicks ?? Number.NaN) * MS_PER_TICK;
}

/** A server's processes, those that have ended included: their parent is told what they used. */
function familyCpuMsOf(postmasterPid: number | undefined): number | undefined {
  const postmaster = postmasterPid === undefined ? undefined : statOf(postmasterPid);
  if (postmaster === undefined) return undefined;
  const children = pids().flatMap((pid) => {
    const stat = statOf(pid);
    return stat !== undefined && stat.parent === postmasterPid ? [stat.ownTicks] : [];
  });
  return children.reduce((sum, ticks) => sum + ticks, postmaster.ownTicks + postmaster.endedTicks) * MS_PER_TICK;
}

type Stat = { readonly parent: number; readonly ownTicks: number; readonly endedTicks: number };

// https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
function statOf(pid: number): Stat | undefined {
  const text = readIfThere(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The name in brackets may hold anything, so counting starts behind it.
  const [, parent, ...rest] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = rest.slice(9, 13).map(Number);
  return { parent: Number(parent), ownTicks: user + system, endedTicks: endedUser + endedSystem };
}

function memoryMbOf(pid: number): number {
  return statusMbOf(pid, "VmRSS");
}

/** Since the process began. */
function peakMbOf(pid: number): number {
  return statusMbOf(pid, "VmHWM");
}

function statusMbOf(pid: number, name: string): number {
  const line = readIfThere(`/proc/${pid}/status`)?.match(new RegExp(`^${name}:\\s+(\\d+)`, "m"));
  return line ? Number(line[1]) / 1024 : Number.NaN;
}

function pids(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // the process has ended meanwhile, or this is no Linux
  }
}
