// The editor of an import mapping: what a store's attributes and fields are called here.
import type { Connection } from "@logix/api/hub/connections";
import { type ImportMapping, importMappingSchema } from "@logix/api/hub/mappings";
import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconArrowRight, IconPlus, IconX } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone } from "../components/tell.ts";
import { useMay } from "../session/session.ts";
import classes from "./publishing.module.css";

type Line = { readonly from: string; readonly to: string };

export function ImportMappingEditor({
  store,
  active,
}: {
  readonly store: Connection;
  readonly active: ImportMapping | undefined;
}) {
  const { t } = useTranslation("publishing");
  const { t: common } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const [attributes, setAttributes] = useState(() => toLines(active?.attribute_mappings));
  const [fields, setFields] = useState(() => toLines(active?.field_mappings));
  const saving = useMutation({
    mutationFn: () =>
      send("POST", `/connections/${store.public_id}/import-mappings`, importMappingSchema, {
        attribute_mappings: toMap(attributes),
        field_mappings: toMap(fields),
      }),
    onSuccess: () => {
      tellDone(t("mapping_saved"));
      return client.invalidateQueries({ queryKey: ["connections", store.public_id, "import-mappings"] });
    },
  });
  return (
    <div className={classes.stack}>
      <ProblemAlert error={saving.error} />
      <Names title={t("attribute_names")} hint={t("attribute_hint")} lines={attributes} onChange={setAttributes} />
      <Names title={t("field_names")} hint={t("field_hint")} lines={fields} onChange={setFields} />
      {may("integration:update") && (
        <div>
          <Button loading={saving.isPending} onClick={() => saving.mutate()}>
            {common("save")}
          </Button>
        </div>
      )}
    </div>
  );
}

function Names({
  title,
  hint,
  lines,
  onChange,
}: {
  readonly title: string;
  readonly hint: string;
  readonly lines: readonly Line[];
  readonly onChange: (lines: readonly Line[]) => void;
}) {
  const { t } = useTranslation("publishing");
  const change = (at: number, part: Partial<Line>) =>
    onChange(lines.map((line, index) => (index === at ? { ...line, ...part } : line)));
  return (
    <Section title={title}>
      <div className={classes.stack}>
        <p className={classes.faint}>{hint}</p>
        {lines.map(({ from, to }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own until it is typed
          <div key={index} className={classes.names}>
            <TextInput
              aria-label={`${title}: ${t("theirs")} ${index + 1}`}
              placeholder={t("theirs")}
              value={from}
              onChange={(event) => change(index, { from: event.currentTarget.value })}
            />
            <IconArrowRight size={15} aria-hidden="true" />
            <TextInput
              aria-label={`${title}: ${t("ours")} ${index + 1}`}
              placeholder={t("ours")}
              value={to}
              onChange={(event) => change(index, { to: event.currentTarget.value })}
            />
            <ActionIcon
              aria-label={t("take_away", { name: from || String(index + 1) })}
              onClick={() => onChange(lines.filter((_, each) => each !== index))}
            >
              <IconX size={16} />
            </ActionIcon>
          </div>
        ))}
        <div>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => onChange([...lines, { from: "", to: "" }])}
          >
            {t("add_line")}
          </Button>
        </div>
      </div>
    </Section>
  );
}

function toLines(map: Readonly<Record<string, string>> = {}): readonly Line[] {
  return Object.entries(map).map(([from, to]) => ({ from, to }));
}

function toMap(lines: readonly Line[]): Record<string, string> {
  const whole = lines.filter(({ from, to }) => from.trim() !== "" && to.trim() !== "");
  return Object.fromEntries(whole.map(({ from, to }) => [from.trim(), to.trim()]));
}
