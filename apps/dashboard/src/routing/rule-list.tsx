// The rules in their order, each in a sentence, with what can be done to it.
import type { RoutingRule } from "@logix/api/hub/routing-rules";
import { ActionIcon, Group, Stack, Switch, Text } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type Names, useRuleWords } from "./rule-words.ts";

type Props = {
  readonly rules: readonly RoutingRule[];
  readonly names: Names;
  readonly mayChange: boolean;
  readonly onChange: (rules: readonly RoutingRule[]) => void;
  readonly onEdit: (index: number) => void;
};

export function RuleList({ rules, names, mayChange, onChange, onEdit }: Props) {
  const { t } = useTranslation("routing");
  const sentenceOf = useRuleWords(names);
  const swap = (index: number, other: number) => {
    const [one, two] = [rules[index], rules[other]];
    if (one && two) onChange(rules.with(index, two).with(other, one));
  };
  const button = (label: string, Icon: typeof IconTrash, onClick: () => void, disabled = false) => (
    <ActionIcon variant="default" aria-label={label} onClick={onClick} disabled={disabled}>
      <Icon size={16} />
    </ActionIcon>
  );
  return (
    <Stack component="ol" gap="md" m={0} pl="lg">
      {rules.map((rule, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rules are told apart by their place alone
        <li key={index}>
          <Group justify="space-between">
            <div>
              <Text fw={600}>{rule.name}</Text>
              <Text size="sm">{sentenceOf(rule)}</Text>
              {!rule.active && <Text size="sm">{t("off")}</Text>}
            </div>
            {mayChange && (
              <Group gap="xs">
                <Switch
                  aria-label={t("is_on", { name: rule.name })}
                  checked={rule.active}
                  onChange={({ currentTarget: { checked } }) =>
                    onChange(rules.with(index, { ...rule, active: checked }))
                  }
                />
                {button(t("up", { name: rule.name }), IconArrowUp, () => swap(index, index - 1), index === 0)}
                {button(
                  t("down", { name: rule.name }),
                  IconArrowDown,
                  () => swap(index, index + 1),
                  index === rules.length - 1,
                )}
                {button(t("edit", { name: rule.name }), IconPencil, () => onEdit(index))}
                {button(t("remove", { name: rule.name }), IconTrash, () => onChange(rules.toSpliced(index, 1)))}
              </Group>
            )}
          </Group>
        </li>
      ))}
    </Stack>
  );
}
