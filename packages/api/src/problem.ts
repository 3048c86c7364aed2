// How the hub and Logix dialects say that something went wrong: RFC 9457 problem details.
import { z } from "zod";

export const problemSchema = z
  .object({
    type: z.string().meta({ description: "Always about:blank; `code` tells problems apart." }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: "What happened, for a person." }),
    code: z.string().meta({ description: "A stable word that a program can compare." }),
    remedy: z.string().optional().meta({ description: "What would help." }),
    issues: z
      .array(z.object({ field: z.string(), problem: z.string(), remedy: z.string().optional() }))
      .optional()
      .meta({ description: "Each field that is wrong." }),
    remote: z
      .object({
        status: z.int().optional(),
        code: z.string().optional(),
        message: z.string().optional(),
        excerpt: z.string().optional().meta({ description: "How an answer began that is not what it should be." }),
      })
      .optional()
      .meta({ description: "What the store itself answered." }),
    request_id: z.string(),
  })
  .meta({
    id: "Problem",
    example: {
      type: "about:blank",
      title: "Bad Request",
      status: 400,
      detail: "The request has 1 field that is wrong",
      code: "invalid",
      issues: [
        { field: "store_url", problem: "must be a full address", remedy: "Write it like https://shop.example.com" },
      ],
      request_id: "req-1",
    },
  });
export type Problem = z.infer<typeof problemSchema>;

/** The replies that any route of these dialects can give beside its own. */
export const problemReplies = {
  400: problemSchema,
  401: problemSchema,
  403: problemSchema,
  404: problemSchema,
  409: problemSchema,
  413: problemSchema,
  422: problemSchema,
  429: problemSchema,
  502: problemSchema,
  503: problemSchema,
} as const;
