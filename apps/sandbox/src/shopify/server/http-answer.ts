// A finished answer, before it goes over the wire.

export type HttpAnswer = { status: number; headers: Record<string, string>; body: string; encoding?: "latin1" };

export function jsonAnswer(status: number, value: unknown, headers: Record<string, string> = {}): HttpAnswer {
  return {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(value),
  };
}

export function htmlAnswer(status: number, html: string): HttpAnswer {
  return { status, headers: { "Content-Type": "text/html; charset=utf-8" }, body: html };
}

export function redirectAnswer(location: string): HttpAnswer {
  return { status: 302, headers: { Location: location }, body: "" };
}
