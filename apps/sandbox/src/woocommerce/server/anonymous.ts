// What an anonymous visitor is told, by the right that the route needs.
import { RestError } from "../wordpress/rest-error.ts";
import type { Right } from "../wordpress/rest-route.ts";

const answers: Record<Exclude<Right, "public">, readonly [string, string]> = {
  list: ["cannot_view", "Sorry, you cannot list resources."],
  view: ["cannot_view", "Sorry, you cannot view this resource."],
  create: ["cannot_create", "Sorry, you are not allowed to create resources."],
  edit: ["cannot_edit", "Sorry, you are not allowed to edit this resource."],
  delete: ["cannot_delete", "Sorry, you are not allowed to delete this resource."],
  batch: ["cannot_batch", "Sorry, you are not allowed to batch manipulate this resource."],
};

export function refuseAnonymous(right: Exclude<Right, "public">): RestError {
  const [code, message] = answers[right];
  return new RestError(`woocommerce_rest_${code}`, message, 401);
}
