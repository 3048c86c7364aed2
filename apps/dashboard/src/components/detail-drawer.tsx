// One thing in full beside its list; the list stays where it was.
import { Drawer, Skeleton, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ProblemAlert } from "./problem-alert.tsx";

export function DetailDrawer({
  opened,
  title,
  onClose,
  isPending = false,
  error,
  children,
}: {
  readonly opened: boolean;
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly isPending?: boolean;
  readonly error?: unknown;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="36rem"
      title={title}
      closeButtonProps={{ "aria-label": t("close") }}
      transitionProps={{ duration: 140 }}
    >
      <ProblemAlert error={error} />
      {isPending && !error ? <Waiting /> : children}
    </Drawer>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <Stack role="status" aria-label={t("loading")}>
      <Skeleton height={18} width="60%" />
      <Skeleton height={120} />
      <Skeleton height={14} width="80%" />
      <Skeleton height={14} width="70%" />
    </Stack>
  );
}
