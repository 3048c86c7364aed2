// npm run -w apps/sandbox cut-shopify-schema <official SDL>: writes admin.graphql anew.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cutSchema } from "./cut-schema.ts";

const header = `# Shopify Admin GraphQL API 2026-07, cut down by cut-schema.ts to what the simulator answers.
# Names and types from the introspection data in the npm package @shopify/dev-mcp 1.16.0, (c) Shopify Inc., ISC licence:
# permission to use, copy, modify and distribute with or without fee, provided that the copyright notice and this
# permission notice appear in all copies; provided "as is", without warranty.
`;

const official = process.argv[2];
if (official === undefined) throw new Error("the path of the official schema is needed");
writeFileSync(join(import.meta.dirname, "admin.graphql"), `${header}\n${cutSchema(readFileSync(official, "utf8"))}\n`);
