// The editor of an export mapping: a line for each field, problems said at once, and the outcome on a real product beside it.
import type { Connection } from "@logix/api/hub/connections";
import { type ExportMapping, exportMappingSchema } from "@logix/api/hub/mappings";
import { Alert, Autocomplete, Button, Checkbox } from "@mantine/core";
import { IconAlertTriangle, IconArrowRight } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone } from "../components/tell.ts";
import { useMay } from "../session/session.ts";
import { EarlierMappings } from "./earlier-mappings.tsx";
import {
  ALWAYS,
  allFields,
  type DraftIssue,
  issuesOf,
  type KnownFields,
  type MappingDraft,
  toBody,
  toDraft,
  toggled,
} from "./mapping-draft.ts";
import { MappingPreview } from "./mapping-preview.tsx";
import classes from "./publishing.module.css";

export function ExportMappingEditor({
  store,
  known,
  mappings,
}: {
  readonly store: Connection;
  readonly known: KnownFields;
  readonly mappings: readonly ExportMapping[];
}) {
  const { t } = useTranslation("publishing");
  const may = useMay();
  const client = useQueryClient();
  const active = mappings.find((each) => each.is_active);
  const [draft, setDraft] = useState(() => toDraft(active));
  const issues = issuesOf(draft, known);
  const saving = useMutation({
    mutationFn: () =>
      send("POST", `/connections/${store.public_id}/export-mappings`, exportMappingSchema, toBody(draft)),
    onSuccess: () => {
      tellDone(t("mapping_saved"));
      return client.invalidateQueries({ queryKey: ["connections", store.public_id, "export-mappings"] });
    },
  });
  const isChanged = JSON.stringify(toBody(draft)) !== JSON.stringify(toBody(toDraft(active))) || !active;
  const useTemplate = () => setDraft(toDraft(known.template));
  return (
    <div className={classes.two}>
      <div className={classes.stack}>
        <Section
          flush
          title={active ? t("fields_count", { count: draft.selected.length }) : t("no_mapping")}
          actions={
            <div className={classes.row}>
              <Button size="xs" variant="default" title={t("template_hint")} onClick={useTemplate}>
                {t("template")}
              </Button>
              {may("integration:update") && (
                <Button
                  size="xs"
                  disabled={!isChanged || issues.some(({ kind }) => kind === "needs_base")}
                  loading={saving.isPending}
                  onClick={() => saving.mutate()}
                >
                  {t("save_mapping")}
                </Button>
              )}
            </div>
          }
        >
          <Issues issues={issues} />
          <ProblemAlert error={saving.error} />
          <FieldTable draft={draft} known={known} onChange={setDraft} />
        </Section>
        <EarlierMappings store={store} mappings={mappings} />
      </div>
      <div className={classes.aside}>
        <MappingPreview store={store} draft={draft} />
      </div>
    </div>
  );
}

function Issues({ issues }: { readonly issues: readonly DraftIssue[] }) {
  const { t } = useTranslation("publishing");
  if (issues.length === 0) return null;
  const said = (issue: DraftIssue) => {
    if (issue.kind === "needs_base") return t("needs_base");
    if (issue.kind === "twice") return t("twice", { fields: issue.fields.join(", ") });
    return `${issue.field}: ${t("price_unplaced")}`;
  };
  return (
    <Alert color="yellow" m="md" mb={0} icon={<IconAlertTriangle />} role="status">
      {issues.map((issue) => (
        <div key={said(issue)}>{said(issue)}</div>
      ))}
    </Alert>
  );
}

function FieldTable({
  draft,
  known,
  onChange,
}: {
  readonly draft: MappingDraft;
  readonly known: KnownFields;
  readonly onChange: (draft: MappingDraft) => void;
}) {
  const { t } = useTranslation("publishing");
  const { targets } = draft;
  return (
    <table className={classes.table} aria-label={t("tab_export")}>
      <thead>
        <tr>
          <th scope="col">{t("our_field")}</th>
          <th scope="col">{t("goes_to")}</th>
        </tr>
      </thead>
      <tbody>
        {allFields(known, draft).map(({ name, kind }) => {
          const isOn = draft.selected.includes(name);
          return (
            <tr key={name} data-off={isOn ? undefined : true}>
              <td>
                <Checkbox
                  size="xs"
                  checked={isOn}
                  disabled={isOn && ALWAYS.includes(name)}
                  aria-label={t("send_field", { field: name })}
                  label={
                    <>
                      {name}{" "}
                      <span className={classes.kind}>{ALWAYS.includes(name) ? t("needed") : t(`kind_${kind}`)}</span>
                    </>
                  }
                  onChange={() => onChange(toggled(draft, name))}
                />
              </td>
              <td>
                <Autocomplete
                  size="xs"
                  aria-label={t("goes_to_of", { field: name })}
                  leftSection={<IconArrowRight size={13} />}
                  placeholder={name === "price" ? "regular_price" : name}
                  data={known.targets}
                  disabled={!isOn || ALWAYS.includes(name)}
                  value={targets[name] ?? ""}
                  onChange={(value) => onChange({ ...draft, targets: { ...targets, [name]: value } })}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
