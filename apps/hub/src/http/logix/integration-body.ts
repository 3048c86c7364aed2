// The body with which an integration is made: the platform's own credentials in snake case beside what all platforms share.
import { integrationFields } from "@logix/api/logix";
import { z } from "zod";
import type { Connector } from "../../connector-kit/contract.ts";

const credentialSchema = z.union([z.string().max(2000), z.boolean()]);

/** The connector's own schema judges the values; here unknown names are refused and the shape is documented. */
export function integrationBody(connector: Connector) {
  return z
    .strictObject({ ...credentialFields(connector), ...integrationFields })
    .meta({ id: `New${connector.title}Integration` });
}

/** New credentials for the store that is connected already. */
export function rotationBody(connector: Connector) {
  return z.strictObject(credentialFields(connector)).meta({ id: `${connector.title}Credentials` });
}

function credentialFields(connector: Connector) {
  return Object.fromEntries(connector.inputs.map((name) => [snakeCase(name), credentialSchema.optional()]));
}

/** The fields that the connector takes, in its own spelling. */
export function settingsOf(connector: Connector, body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given = connector.inputs.map((name) => [name, body[snakeCase(name)]] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
