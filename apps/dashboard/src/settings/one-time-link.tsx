// A one-time link, shown once.
import { Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import i18next from "i18next";
import { formatExact } from "../format/time.ts";

export function showLink(
  name: string,
  { path, expires_at: until }: { readonly path: string; readonly expires_at: string },
): void {
  const link = new URL(path, location.origin).href;
  modals.open({
    title: i18next.t("link_title", { ns: "settings" }),
    children: (
      <Stack>
        <Text size="sm" c="dimmed">
          {i18next.t("link_hint", { ns: "settings", name, until: formatExact(until) })}
        </Text>
        <Code block>{link}</Code>
        <Group justify="flex-end">
          <CopyButton value={link}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? i18next.t("copied") : i18next.t("copy")}</Button>}
          </CopyButton>
        </Group>
      </Stack>
    ),
  });
}
