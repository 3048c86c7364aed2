// A secret, shown once.
import { Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import i18next from "i18next";

export function showSecret(shown: { readonly title: string; readonly hint: string; readonly secret: string }): void {
  modals.open({
    title: shown.title,
    // A stray click must not take away what is never shown again.
    closeOnClickOutside: false,
    children: (
      <Stack>
        <Text size="sm" c="dimmed">
          {shown.hint}
        </Text>
        <Code block>{shown.secret}</Code>
        <Group justify="flex-end">
          <CopyButton value={shown.secret}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? i18next.t("copied") : i18next.t("copy")}</Button>}
          </CopyButton>
        </Group>
      </Stack>
    ),
  });
}
