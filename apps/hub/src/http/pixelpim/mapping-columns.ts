// Mappings as the database holds them.
import { z } from "zod";

export const stringMapSchema = z.record(z.string(), z.string());
