import { describeConnector } from "../../connector-kit/conformance/index.ts";
import { openStage } from "./fixtures/stage.ts";
import { woocommerce } from "./index.ts";

describeConnector(woocommerce, openStage);
