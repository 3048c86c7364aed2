// As little as a start can be: Node, the driver, one answer of the database, a listening port.
import { createServer } from "node:http";
import pg from "pg";

const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
await client.query("select 1");
createServer((_, outgoing) => outgoing.end()).listen(0, "127.0.0.1", () => process.stdout.write("listening\n"));
