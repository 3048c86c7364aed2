// Keeps store addresses from pointing into the network that the hub itself stands in (server-side request forgery).
// Checked on what a name resolves to at the moment of connecting, so a name that changes its mind does not help.
import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { HubError } from "@logix/model";
import ipaddr from "ipaddr.js";

export type AddressGuard = {
  /** @throws HubError `invalid` for an address that is written as one of a private range. */
  checkUrl(url: URL): void;
  /** Lets in one origin on the hub's own computer, such as a store that the hub itself runs there. */
  allowOrigin(origin: string): void;
  /** In place of the system's resolver when a socket is opened. */
  readonly lookup: LookupFunction;
};

/** As `lookup` of node:dns, asked for all addresses at once. */
export type Resolver = (
  host: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** `allowed`: host names and addresses that may point anywhere, as the user configured them. */
export function makeAddressGuard(allowed: readonly string[], resolve: Resolver = systemLookup): AddressGuard {
  const allowedHosts = new Set(allowed.map((host) => bare(host).toLowerCase()));
  const allowedOrigins = new Set<string>();
  const isAllowed = (host: string) => allowedHosts.has(bare(host).toLowerCase());
  return {
    allowOrigin: (origin) => void allowedOrigins.add(origin),
    checkUrl: (url) => {
      if (allowedOrigins.has(url.origin)) return;
      const host = bare(url.hostname);
      if (ipaddr.isValid(host) && !isAllowed(host) && !isPublic(host)) throw blocked(host);
    },
    lookup: (host, options, callback) => {
      resolve(host, { ...options, all: true }, (error, addresses) => {
        if (error) return callback(error, "", 0);
        const usable = isAllowed(host) ? addresses : addresses.filter(({ address }) => isPublic(address));
        const [first] = usable;
        if (!first) return callback(blocked(host), "", 0);
        if (options.all) return callback(null, usable);
        return callback(null, first.address, first.family);
      });
    },
  };
}

/** Only plain unicast addresses of the public internet; everything that has a special meaning is refused. */
function isPublic(address: string): boolean {
  const parsed = ipaddr.process(address); // an IPv4 address in IPv6 clothes becomes IPv4
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(GLOBAL_IPV6)) return false;
  return parsed.range() === "unicast";
}

/** All that is given out on the internet; beyond it lie further ways to write an IPv4 address, such as ::10.0.0.1. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

function blocked(host: string): HubError {
  return new HubError("invalid", `The address ${host} lies in a private network`, {
    code: "address_blocked",
    remedy: `If this store really is on your own network, add ${host} to LOGIX_ALLOW_PRIVATE_HOSTS`,
    issues: [{ field: "store_url", problem: "points into a private network" }],
  });
}
