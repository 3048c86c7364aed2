// The ids of all products, page by page: an export names what it carries.
import { productListSchema } from "@logix/api/hub/products";
import type { z } from "zod";
import { get } from "../api/client.ts";
import { ApiProblem, ownProblem } from "../api/problem.ts";

const PAGE = 200;
const MOST = 10_000;

export async function allProductIds(noneMessage: string): Promise<readonly number[]> {
  const ids: number[] = [];
  for (let cursor: string | null | undefined; cursor !== null && ids.length < MOST; ) {
    const page: z.infer<typeof productListSchema> = await get("/products", productListSchema, { limit: PAGE, cursor });
    ids.push(...page.products.map(({ id }) => id));
    cursor = page.next_cursor;
  }
  if (ids.length === 0) throw new ApiProblem(ownProblem("unexpected", noneMessage));
  return ids;
}
