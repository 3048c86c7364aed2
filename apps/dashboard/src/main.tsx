// Where the browser begins.
import "./theme/mantine.css";
import "./theme/global.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { makeQueryClient } from "./api/query-client.ts";
import { makeRouter } from "./app/router.tsx";
import { takeNonce } from "./theme/nonce.ts";
import { theme } from "./theme/theme.ts";
import { startWords } from "./words/index.ts";

const Overlays = lazy(() => import("./app/overlays.tsx").then((module) => ({ default: module.Overlays })));

const nonce = takeNonce();
startWords();
const queries = makeQueryClient();
const router = makeRouter(queries);
const place = document.getElementById("root");

/** Mostly the first screen is there before a wheel would be seen turning; where it is not, one turns. */
const LONGEST_BLANK_MS = 300;
await Promise.race([router.load(), new Promise((resolve) => setTimeout(resolve, LONGEST_BLANK_MS))]);

if (place) {
  createRoot(place).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
          <Suspense>
            <Overlays />
          </Suspense>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
