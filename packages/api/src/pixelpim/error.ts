// How the PixelPim dialect says that something went wrong.
import { z } from "zod";

export const pimErrorSchema = z
  .object({
    statusCode: z.int(),
    message: z.string().meta({ description: "What happened and what helps, for a person." }),
    error: z.string().meta({ description: "The status in words." }),
  })
  .meta({
    id: "PimError",
    example: {
      statusCode: 400,
      message: 'Export mapping must include "name" and "sku" fields',
      error: "Bad Request",
    },
  });
export type PimError = z.infer<typeof pimErrorSchema>;

/** The replies that any route of this dialect can give beside its own. */
export const pimErrorReplies = {
  400: pimErrorSchema,
  401: pimErrorSchema,
  403: pimErrorSchema,
  404: pimErrorSchema,
  409: pimErrorSchema,
  413: pimErrorSchema,
  415: pimErrorSchema,
  429: pimErrorSchema,
  500: pimErrorSchema,
  502: pimErrorSchema,
  503: pimErrorSchema,
} as const;
