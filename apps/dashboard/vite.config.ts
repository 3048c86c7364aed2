// How the dashboard is built: one small chunk to begin with, one for each screen, and the charts on their own.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const HUB = process.env.LOGIX_URL ?? "http://127.0.0.1:3000";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir: "dist", emptyOutDir: true, target: "es2023", assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
  server: {
    host: "127.0.0.1",
    port: 5173,
    // The hub behind it sees its own address, so that cookies and live updates work as they do without Vite.
    proxy: Object.fromEntries(["/api", "/docs", "/openapi.json"].map((path) => [path, { target: HUB }])),
  },
});
