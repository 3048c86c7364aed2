// Which addresses count as one visitor: whoever has one IPv6 address has the whole /64 around it.
import ipaddr from "ipaddr.js";

export function addressGroup(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address); // an IPv4 address mapped into IPv6 is taken for what it is
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  return `${parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":")}::/64`;
}
