// Who knows the stock: four roles, a sentence each.
import { Radio, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

const STOCK_ROLES = ["follower", "authority", "contributor", "none"] as const;
export type Role = (typeof STOCK_ROLES)[number];

export function RoleChoice({ value, onChange }: { readonly value: Role; readonly onChange: (role: Role) => void }) {
  const { t } = useTranslation("connections");
  return (
    <Radio.Group
      label={t("role_title")}
      value={value}
      onChange={(picked) => onChange(STOCK_ROLES.find((role) => role === picked) ?? value)}
    >
      <Stack gap="sm" mt="xs">
        {STOCK_ROLES.map((role) => (
          <Radio key={role} value={role} label={t(role)} description={t(`${role}_hint`)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
