// The viewer: who they are, how the page looks to them, their own settings, and the way out.
import {
  Avatar,
  Button,
  Divider,
  Popover,
  SegmentedControl,
  UnstyledButton,
  useMantineColorScheme,
  VisuallyHidden,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBook, IconLogout, IconUserCircle } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { tellProblem } from "../components/tell.ts";
import { useSession, useSessionActions } from "../session/session.ts";
import classes from "./shell.module.css";

const ENTRY = { variant: "subtle", color: "gray", fullWidth: true, justify: "flex-start", size: "sm" } as const;

export function UserMenu() {
  const { t } = useTranslation("shell");
  const { data: me } = useSession();
  const { logOut } = useSessionActions();
  const leaving = useMutation({ mutationFn: logOut, onError: tellProblem });
  const [isOpen, { toggle, close }] = useDisclosure(false);
  if (!me) return null;
  // No menu in the sense of ARIA: that may hold nothing but its entries, and here is a choice of colours too.
  return (
    <Popover width={248} withinPortal trapFocus returnFocus opened={isOpen} onChange={toggle} position="bottom-end">
      <Popover.Target>
        <UnstyledButton className={classes.user ?? ""} onClick={toggle}>
          <Avatar size={28} radius="xl" color="cobalt" name={me.user.name} alt="" />
          <VisuallyHidden>{t("account")}</VisuallyHidden>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label={t("account")}>
        <div className={classes.who}>
          <strong>{me.user.name}</strong>
          <span>{me.user.email}</span>
          <span>{me.account.name}</span>
        </div>
        <Divider my={4} />
        <div className={classes.scheme}>
          <SchemeChoice />
        </div>
        <Divider my={4} />
        <Button
          {...ENTRY}
          leftSection={<IconUserCircle size={16} />}
          onClick={close}
          renderRoot={(props) => <Link to="/settings/account" {...props} />}
        >
          {t("my_account")}
        </Button>
        <Button
          {...ENTRY}
          leftSection={<IconBook size={16} />}
          component="a"
          href="/docs"
          target="_blank"
          rel="noreferrer"
        >
          {t("api_docs")}
        </Button>
        <Button {...ENTRY} leftSection={<IconLogout size={16} />} onClick={() => leaving.mutate()}>
          {t("log_out")}
        </Button>
      </Popover.Dropdown>
    </Popover>
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
