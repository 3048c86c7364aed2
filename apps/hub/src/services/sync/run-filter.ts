// What a run is to read; kept with the run as JSON.
import { z } from "zod";

export const runFilterSchema = z.object({
  since: z.iso.datetime().optional(),
  remoteStatuses: z.array(z.string()).optional(),
});
export type RunFilter = Readonly<z.infer<typeof runFilterSchema>>;
