// Asks before what cannot simply be taken back. The button says what it does, never "OK".
import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import i18next from "i18next";
import { withOverlays } from "./overlays-placed.ts";

export function confirm(question: {
  readonly title: string;
  readonly detail: string;
  /** What the button says. */
  readonly action: string;
  readonly isDangerous?: boolean;
  readonly onConfirm: () => void;
}): void {
  withOverlays(() =>
    modals.openConfirmModal({
      title: question.title,
      children: (
        <Text size="sm" c="dimmed">
          {question.detail}
        </Text>
      ),
      labels: { confirm: question.action, cancel: i18next.t("cancel") },
      confirmProps: question.isDangerous ? { color: "red.8" } : {},
      onConfirm: question.onConfirm,
    }),
  );
}
