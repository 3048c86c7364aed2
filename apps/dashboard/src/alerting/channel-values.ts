// A channel as its form holds it, and as the hub takes it.
import type { AlertChannel } from "@logix/api/hub/alert-channels";
import { viewersZone } from "../format/time.ts";

export type ChannelValues = {
  name: string;
  kind: AlertChannel["kind"];
  /** Recipients or a web address; empty in a change: it stays. */
  target: string;
  min_severity: AlertChannel["min_severity"];
  enabled: boolean;
  isQuiet: boolean;
  from: string;
  to: string;
  criticalPasses: boolean;
  repeat: string;
};

export const NEW_CHANNEL: ChannelValues = {
  name: "",
  kind: "email",
  target: "",
  min_severity: "warning",
  enabled: true,
  isQuiet: false,
  from: "22:00",
  to: "07:00",
  criticalPasses: true,
  repeat: "",
};

export function valuesOf(channel: AlertChannel): ChannelValues {
  const { name, kind, min_severity, enabled, repeat_hours: repeat, quiet_hours: quiet } = channel;
  return {
    ...NEW_CHANNEL,
    name,
    kind,
    min_severity,
    enabled,
    repeat: repeat === null ? "" : String(repeat),
    isQuiet: quiet !== null,
    ...(quiet && { from: quiet.from, to: quiet.to, criticalPasses: quiet.critical_passes }),
  };
}

/** `zone`: of quiet hours that were set before. */
export function bodyOf(values: ChannelValues, zone = viewersZone()) {
  const { name, kind, target, min_severity, enabled, repeat } = values;
  const goesTo =
    kind === "email"
      ? { kind, to: target.split(/[,;\s]+/).filter((address) => address !== "") }
      : { kind, url: target.trim() };
  return {
    name,
    min_severity,
    enabled,
    repeat_hours: repeat === "" ? null : Number(repeat),
    quiet_hours: values.isQuiet
      ? { from: values.from, to: values.to, zone, critical_passes: values.criticalPasses }
      : null,
    ...(target.trim() !== "" && { target: goesTo }),
  };
}
