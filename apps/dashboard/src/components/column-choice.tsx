// Which columns a table shows: chosen once, kept in this browser.
import { ActionIcon, Checkbox, Popover, Stack, Tooltip } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconColumns3 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

type Choosable = {
  readonly id: string;
  readonly title: string;
  readonly optional?: boolean;
  readonly isHeading?: boolean;
};

export type Choice<Each> = {
  readonly visible: readonly Each[];
  readonly isVisible: (id: string) => boolean;
  readonly toggle: (id: string) => void;
};

export function useColumnChoice<Each extends Choosable>(table: string, columns: readonly Each[]): Choice<Each> {
  const [chosen, setChosen] = useLocalStorage<Readonly<Record<string, boolean>>>({
    key: `logix.columns.${table}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const isVisible = (id: string) => chosen[id] ?? !columns.find((column) => column.id === id)?.optional;
  return {
    visible: columns.filter(({ id }) => isVisible(id)),
    isVisible,
    toggle: (id) => setChosen({ ...chosen, [id]: !isVisible(id) }),
  };
}

export function ColumnChoice<Each extends Choosable>({
  columns,
  choice,
}: {
  readonly columns: readonly Each[];
  readonly choice: Choice<Each>;
}) {
  const { t } = useTranslation();
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Tooltip label={t("columns")}>
          <ActionIcon aria-label={t("columns")}>
            <IconColumns3 size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("columns")}>
        <Stack gap="xs">
          {columns
            .filter(({ isHeading }) => !isHeading)
            .map(({ id, title }) => (
              <Checkbox
                key={id}
                size="xs"
                label={title}
                checked={choice.isVisible(id)}
                onChange={() => choice.toggle(id)}
              />
            ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
