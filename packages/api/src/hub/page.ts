// Cursor paging, the same for every list: a page, and a cursor for the next one until there is none.
import { z } from "zod";

export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: "How many at most.", example: 50 }),
  cursor: z.string().max(100).optional().meta({ description: "`next_cursor` of the page before.", example: "MTI" }),
});

export const nextCursorSchema = z
  .string()
  .nullable()
  .meta({ description: "Where the next page begins; null on the last one.", example: "MTI" });
