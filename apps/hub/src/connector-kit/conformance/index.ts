// The face of the conformance suite for a connector's own test.
export { bareFetch } from "./bare-fetch.ts";
export { describeConnector } from "./describe-connector.ts";
export type { Good, OrderedGood, Stage, StageSize } from "./stage.ts";
