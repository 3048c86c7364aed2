// Short news at the edge of the page: what was done, or why it was not.
import { notifications } from "@mantine/notifications";
import i18next from "i18next";
import { problemOf } from "../api/problem.ts";

export function tellDone(message: string): void {
  notifications.show({ message, color: "cobalt", closeButtonProps: closeButton() });
}

export function tellProblem(error: unknown): void {
  const { detail, remedy, code } = problemOf(error);
  const title = code === "offline" ? i18next.t("offline_title") : detail || i18next.t("problem_title");
  notifications.show({
    title,
    message: remedy ?? "",
    color: "red",
    autoClose: 10_000,
    closeButtonProps: closeButton(),
  });
}

function closeButton() {
  return { "aria-label": i18next.t("close") };
}
