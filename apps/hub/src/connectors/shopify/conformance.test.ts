import { describeConnector } from "../../connector-kit/conformance/index.ts";
import { openStage } from "./fixtures/stage.ts";
import { shopify } from "./index.ts";

describeConnector(shopify, openStage);
