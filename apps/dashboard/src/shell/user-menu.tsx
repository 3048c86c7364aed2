// The viewer: who they are, how the page looks to them, and the way out.
import { Avatar, Menu, SegmentedControl, UnstyledButton, useMantineColorScheme, VisuallyHidden } from "@mantine/core";
import { IconBook, IconLogout } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useSession, useSessionActions } from "../session/session.ts";
import classes from "./shell.module.css";

export function UserMenu() {
  const { t } = useTranslation("shell");
  const { data: me } = useSession();
  const { logOut } = useSessionActions();
  const leaving = useMutation({ mutationFn: logOut });
  if (!me) return null;
  return (
    <Menu width={248} withinPortal>
      <Menu.Target>
        <UnstyledButton className={classes.user ?? ""}>
          <Avatar size={28} radius="xl" color="cobalt" name={me.user.name} alt="" />
          <VisuallyHidden>{t("account")}</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <strong>{me.user.name}</strong>
          <span>{me.user.email}</span>
          <span>{me.account.name}</span>
        </div>
        <Menu.Divider />
        <div className={classes.scheme}>
          <SchemeChoice />
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconBook size={16} />} component="a" href="/docs" target="_blank" rel="noreferrer">
          {t("api_docs")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => leaving.mutate()}>
          {t("log_out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function SchemeChoice() {
  const { t } = useTranslation("shell");
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label={t("scheme")}
      value={colorScheme}
      onChange={(value) => setColorScheme(value)}
      data={[
        { value: "light", label: t("scheme_light") },
        { value: "dark", label: t("scheme_dark") },
        { value: "auto", label: t("scheme_auto") },
      ]}
    />
  );
}
