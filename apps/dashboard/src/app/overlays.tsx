// What lies over the screens: dialogs that ask, and short news. Loaded after the first screen, which needs neither.
import "@mantine/notifications/styles.layer.css";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { useEffect } from "react";
import { overlaysArePlaced } from "../components/overlays-placed.ts";

export function Overlays() {
  useEffect(overlaysArePlaced, []);
  return (
    <>
      <ModalsProvider>{null}</ModalsProvider>
      <Notifications position="bottom-right" autoClose={5000} />
    </>
  );
}
