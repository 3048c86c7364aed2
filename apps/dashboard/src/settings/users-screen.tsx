// The people of the account: a table, a form to add one, and what can be done with each.
import { type User, userListSchema } from "@logix/api/hub/users";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus, IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePages } from "../api/use-pages.ts";
import { type Column, DataTable } from "../components/data-table.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Page } from "../components/page.tsx";
import { StatusBadge } from "../components/status-badge.tsx";
import { Time } from "../components/time.tsx";
import { UserDrawer } from "./user-drawer.tsx";
import { NewUserDialog } from "./user-form.tsx";

export function Screen() {
  const { t } = useTranslation("settings");
  const [isAdding, adding] = useDisclosure(false);
  const [openId, setOpenId] = useState<string>();
  const users = usePages({ topic: "users", path: "/users", schema: userListSchema, rowsOf: ({ users }) => users });
  const columns: readonly Column<User>[] = [
    {
      id: "name",
      title: t("name"),
      cell: ({ name }) => <strong>{name}</strong>,
      sortBy: ({ name }) => name,
      isHeading: true,
    },
    { id: "email", title: t("email"), cell: ({ email }) => email, sortBy: ({ email }) => email },
    { id: "role", title: t("role"), cell: ({ role }) => t(role), sortBy: ({ role }) => role },
    { id: "state", title: t("state"), cell: (user) => <StatusBadge status={stateOf(user)} />, sortBy: stateOf },
    {
      id: "since",
      title: t("since"),
      cell: (user) => <Time at={user.created_at} />,
      sortBy: (user) => user.created_at,
    },
  ];
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={adding.open}>
      {t("add")}
    </Button>
  );
  return (
    <Page title={t("users")} lead={t("users_lead")} actions={add}>
      <DataTable
        id="users"
        label={t("users")}
        columns={columns}
        pages={users}
        rowKey={({ id }) => id}
        onOpen={({ id }) => setOpenId(id)}
        empty={<EmptyState icon={IconUsers} title={t("no_users")} />}
      />
      <NewUserDialog opened={isAdding} onClose={adding.close} />
      <UserDrawer user={users.rows.find(({ id }) => id === openId)} onClose={() => setOpenId(undefined)} />
    </Page>
  );
}

function stateOf({ disabled, has_password: hasPassword }: User): "disabled" | "invited" | "active" {
  if (disabled) return "disabled";
  return hasPassword ? "active" : "invited";
}
