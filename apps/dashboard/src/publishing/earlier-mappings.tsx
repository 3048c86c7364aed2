// Mappings that were in use before: one click takes one back into use.
import type { Connection } from "@logix/api/hub/connections";
import { type ExportMapping, exportMappingSchema } from "@logix/api/hub/mappings";
import { Button } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { Section } from "../components/page.tsx";
import { Badge } from "../components/status-badge.tsx";
import { tellDone, tellProblem } from "../components/tell.ts";
import { Time } from "../components/time.tsx";
import { useMay } from "../session/session.ts";
import classes from "./publishing.module.css";

export function EarlierMappings({
  store,
  mappings,
}: {
  readonly store: Connection;
  readonly mappings: readonly ExportMapping[];
}) {
  const { t } = useTranslation("publishing");
  const may = useMay();
  const client = useQueryClient();
  const using = useMutation({
    mutationFn: (id: number) => send("PATCH", `/export-mappings/${id}`, exportMappingSchema, { is_active: true }),
    onSuccess: () => {
      tellDone(t("mapping_saved"));
      return client.invalidateQueries({ queryKey: ["connections", store.public_id, "export-mappings"] });
    },
    onError: tellProblem,
  });
  if (mappings.length < 2) return null;
  return (
    <Section title={t("other_mappings")} flush>
      <table className={classes.table} aria-label={t("other_mappings")}>
        <tbody>
          {mappings.toReversed().map(({ id, selected_fields, is_active, created_at }) => (
            <tr key={id}>
              <td>{t("fields_count", { count: selected_fields.length })}</td>
              <td>
                <Time at={created_at} />
              </td>
              <td>
                {is_active ? (
                  <Badge tone="good" icon={IconCircleCheck} text={t("in_use")} />
                ) : (
                  may("integration:update") && (
                    <Button size="compact-xs" variant="default" onClick={() => using.mutate(id)}>
                      {t("use_again")}
                    </Button>
                  )
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
