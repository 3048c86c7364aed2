// Questions to whoever sits at the terminal. Without a terminal the answers are lines of standard input.
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

export async function ask(question: string): Promise<string> {
  process.stderr.write(question);
  return readLine(process.stderr);
}

export async function askHidden(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const answer = await readLine(nowhere);
  process.stderr.write("\n");
  return answer;
}

async function readLine(output: NodeJS.WritableStream): Promise<string> {
  const lines = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY });
  try {
    return await lines.question("");
  } finally {
    lines.close();
  }
}
