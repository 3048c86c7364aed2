// What can be wrong between us and a store, in words for its owner: one code, one sentence, one remedy each.
import { type ErrorDetails, type ErrorKind, HubError } from "@logix/model";

type Trouble = { readonly kind: ErrorKind; readonly message: string; readonly remedy: string };

const TROUBLES = {
  https_required: {
    kind: "invalid",
    message: "The store's address begins with http://, and this connection allows only https://",
    remedy:
      "Use the https:// address of the shop. A shop without a certificate can be connected when the connection allows insecure http.",
  },
  permalinks_plain: {
    kind: "refused",
    message: "The shop uses plain permalinks, and WooCommerce ignores API keys with these",
    remedy:
      "In WordPress open Settings > Permalinks, choose any structure other than Plain, such as Post name, and save.",
  },
  rest_unavailable: {
    kind: "refused",
    message: "No WordPress REST API answers at this address",
    remedy:
      "Check that the address is the shop's home page. If it is, a plugin or the web server switches the REST API off: open <address>/wp-json/ in a browser, it must show text that begins with {.",
  },
  woocommerce_missing: {
    kind: "refused",
    message: "WordPress answers, but WooCommerce's REST API (wc/v3) is not there",
    remedy: "Install and activate WooCommerce 3.5 or newer, then test the connection again.",
  },
  wrong_key: {
    kind: "disconnected",
    message: "The store does not know this consumer key",
    remedy:
      "Create a key in WooCommerce > Settings > Advanced > REST API with Read/Write permissions and enter it completely (it begins with ck_). If it is right, the web server removes the Authorization header.",
  },
  wrong_secret: {
    kind: "disconnected",
    message: "The store knows the consumer key, but the consumer secret does not fit",
    remedy:
      "Enter the secret that belongs to the key (it begins with cs_), or create a new key. Over http:// the address must also be spelt exactly as in WordPress > Settings > General.",
  },
  wrong_clock: {
    kind: "disconnected",
    message: "The store's clock and ours are more than 15 minutes apart",
    remedy: "Set the clock of the computer that runs Logix, or ask the shop's host to set theirs.",
  },
  key_read_only: {
    kind: "refused",
    message: "The API key may read but not write",
    remedy: "In WooCommerce > Settings > Advanced > REST API set the key's permissions to Read/Write.",
  },
  key_write_only: {
    kind: "disconnected",
    message: "The API key may write but not read",
    remedy: "In WooCommerce > Settings > Advanced > REST API set the key's permissions to Read/Write.",
  },
  key_lacks_rights: {
    kind: "refused",
    message: "The WordPress user of the API key has no right to do this",
    remedy: "Create the key for a user with the role Administrator or Shop manager.",
  },
  connection_read_only: {
    kind: "refused",
    message: "This connection is set to read only",
    remedy: "Switch the setting off to let Logix write to the store.",
  },
  rest_closed: {
    kind: "disconnected",
    message: "A security plugin closes the shop's REST API",
    remedy: "Allow /wp-json/wc/v3 for requests with an API key in the settings of the security plugin.",
  },
  blocked: {
    kind: "unreachable",
    message: "A firewall or a password in front of the shop turns our requests away",
    remedy: "Ask the host to let the address of the computer that runs Logix reach /wp-json/ without a password.",
  },
  challenge: {
    kind: "unreachable",
    message: "A service in front of the shop (such as Cloudflare) takes us for a bot",
    remedy: "Add a rule to the service that lets requests to paths that begin with /wp-json/wc/ through unchecked.",
  },
  html_answer: {
    kind: "unreadable",
    message: "The shop answers with a web page where its REST API should be",
    remedy: "A cache, a coming-soon page or a plugin answers in its place: exclude /wp-json/ from it.",
  },
  redirected: {
    kind: "unreachable",
    message: "The shop sends us on to another address",
    remedy: "Enter the address at which the shop really answers.",
  },
  maintenance: {
    kind: "unreachable",
    message: "The shop is in maintenance",
    remedy: "Wait until the update has ended. If it lasts, delete the file .maintenance in WordPress's folder.",
  },
  server_error: {
    kind: "unreachable",
    message: "The shop's server failed",
    remedy: "Look into WooCommerce > Status > Logs for a fatal error; often a plugin is the cause.",
  },
  route_missing: {
    kind: "unreachable",
    message: "WooCommerce's REST API is gone from the store",
    remedy: "Check that WooCommerce is active and that the permalinks are not set to Plain.",
  },
  limited: {
    kind: "limited",
    message: "The store asks for fewer requests",
    remedy: "Nothing to do: Logix goes on later.",
  },
  tls: {
    kind: "unreachable",
    message: "The shop's certificate is not valid",
    remedy: "Renew the certificate, and check that it is made for this very host name, with or without www.",
  },
  dns: {
    kind: "unreachable",
    message: "No such host: the name in the shop's address is unknown",
    remedy: "Check the spelling of the address, and whether the domain is still registered.",
  },
  timeout: {
    kind: "unreachable",
    message: "The shop did not answer in time",
    remedy: "Check whether the shop opens in a browser. A slow host may need a smaller page size.",
  },
  refused: {
    kind: "unreachable",
    message: "The shop's server refuses connections",
    remedy: "Check the address and its port, and whether the server runs.",
  },
  reset: {
    kind: "unreachable",
    message: "The shop's server broke the connection off",
    remedy: "Try again; if it lasts, a firewall of the host may block Logix.",
  },
  address_blocked: {
    kind: "unreachable",
    message: "The shop's address lies in a private network that Logix may not enter",
    remedy: "Add the host to LOGIX_ALLOW_PRIVATE_HOSTS if the shop is meant to be there.",
  },
} as const satisfies Readonly<Record<string, Trouble>>;
export type TroubleCode = keyof typeof TROUBLES;

export function trouble(code: TroubleCode, details: ErrorDetails & { readonly also?: string } = {}): HubError {
  const { kind, message, remedy } = TROUBLES[code];
  const { also, ...rest } = details;
  return new HubError(kind, also === undefined ? message : `${message}: ${also}`, { code, remedy, ...rest });
}

export function isTroubleCode(code: string | undefined): code is TroubleCode {
  return code !== undefined && code in TROUBLES;
}
