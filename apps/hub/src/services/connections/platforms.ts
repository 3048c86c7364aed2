// The platforms that can be connected, and what each needs to know of a store.
import { HubError } from "@logix/model";
import { z } from "zod";
import type { Connector } from "../../connector-kit/contract.ts";
import type { StoreSettings } from "./connection-setup.ts";

type SettingField = {
  /** As callers write it: `consumer_key`. */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly secret: boolean;
};
export type Platform = { readonly connector: Connector; readonly settings: readonly SettingField[] };

export type Platforms = ReturnType<typeof makePlatforms>;

export function makePlatforms(connectors: ReadonlyMap<string, Connector>) {
  const platforms = new Map([...connectors].map(([name, connector]) => [name, toPlatform(connector)]));

  return {
    list: (): readonly Platform[] => [...platforms.values()],

    /**
     * `consumer_key` → `consumerKey`. What the connector does not know is refused, so that a typing error is not taken for
     * a setting that was left out.
     * @throws HubError `invalid`
     */
    toSettings: (name: string, given: StoreSettings): StoreSettings => {
      const platform = platforms.get(name);
      if (!platform) throw unknownPlatform(name, [...platforms.keys()]);
      const unknown = Object.keys(given).filter((key) => !platform.settings.some((field) => field.name === key));
      if (unknown.length > 0) throw unknownSettings(unknown, platform);
      return Object.fromEntries(Object.entries(given).map(([key, value]) => [camelCase(key), value]));
    },
  };
}

/** The part of a JSON schema that says of what type its fields are. */
const fieldsSchema = z.object({
  properties: z.record(z.string(), z.object({ type: z.string().default("string") })),
  required: z.array(z.string()).default([]),
});

function toPlatform(connector: Connector): Platform {
  const { properties, required } = fieldsSchema.parse(
    z.toJSONSchema(connector.settings, { io: "input", unrepresentable: "any" }),
  );
  const settings = connector.inputs.map((key) => ({
    name: snakeCase(key),
    type: properties[key]?.type ?? "string",
    required: required.includes(key),
    secret: /(key|secret|password|token)$/i.test(key),
  }));
  return { connector, settings };
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function unknownPlatform(name: string, known: readonly string[]): HubError {
  return new HubError("invalid", `There is no connector for ${name}`, {
    code: "platform_unknown",
    issues: [{ field: "platform", problem: "is not known", remedy: `Known are ${known.join(", ")}` }],
  });
}

function unknownSettings(unknown: readonly string[], { connector, settings }: Platform): HubError {
  const remedy = `Known are ${settings.map((field) => field.name).join(", ")}`;
  return new HubError("invalid", `${connector.title} has no setting ${unknown.join(", ")}`, {
    code: "settings_invalid",
    issues: unknown.map((name) => ({ field: `settings.${name}`, problem: "is not known", remedy })),
  });
}
