// One conflict: what both had, what each has now, and what shall count.
import { type Conflict, type ConflictResolution, conflictSchema } from "@logix/api/hub/conflicts";
import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCircleCheck } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { Badge } from "../components/status-badge.tsx";
import { tellDone } from "../components/tell.ts";
import { Time } from "../components/time.tsx";
import { shownValue } from "../publishing/shown-value.ts";
import { useMay } from "../session/session.ts";
import { useConnections } from "../shell/store-filter.tsx";
import classes from "./conflicts.module.css";

export function ConflictCard({ conflict }: { readonly conflict: Conflict }) {
  const { t } = useTranslation("conflicts");
  const may = useMay();
  const { name, sku, field, base, ours, theirs, resolution } = conflict;
  const store = useConnections()?.find(({ id }) => id === conflict.connection_id)?.name ?? "";
  const [isEditing, editing] = useDisclosure(false);
  const deciding = useDecision(conflict);
  const mayDecide = conflict.state === "open" && may("integration:export");
  const button = (take: "ours" | "theirs") =>
    mayDecide && (
      <div>
        <Button size="xs" variant="default" loading={deciding.isPending} onClick={() => deciding.mutate({ take })}>
          {t(`take_${take}`)}
        </Button>
      </div>
    );
  return (
    <Section>
      <article className={classes.card} aria-label={`${fieldName(field)}: ${name}`}>
        <div className={classes.head}>
          <Link to={`/products/${conflict.product_id}`} className={classes.name}>
            {name || sku}
          </Link>
          <span className={classes.faint}>{sku}</span>
          <Badge tone="info" text={fieldName(field)} />
          {resolution && <Badge tone="good" icon={IconCircleCheck} text={t(`took_${resolution}`)} />}
          <span className={`${classes.faint} ${classes.spread}`}>
            <Time at={conflict.resolved_at ?? conflict.opened_at} />
          </span>
        </div>
        <ProblemAlert error={deciding.error} />
        <div className={classes.sides}>
          <Side title={t("ours")} value={ours}>
            {button("ours")}
          </Side>
          <Side title={t("theirs", { store })} value={theirs}>
            {button("theirs")}
          </Side>
        </div>
        <div className={classes.bar}>
          <span className={classes.faint}>
            {t("before")}: {shownValue(base)}
          </span>
          {mayDecide && field !== "images" && (
            <Button size="xs" variant="subtle" className={classes.spread ?? ""} onClick={editing.open}>
              {t("edit")}
            </Button>
          )}
        </div>
        <EditDialog conflict={conflict} opened={isEditing} onClose={editing.close} deciding={deciding} />
      </article>
    </Section>
  );
}

function Side({
  title,
  value,
  children,
}: {
  readonly title: string;
  readonly value: unknown;
  readonly children: ReactNode;
}) {
  return (
    <section className={classes.side} aria-label={title}>
      <div>
        <div className={classes.sideTitle}>{title}</div>
        <div className={classes.value}>{shownValue(value)}</div>
      </div>
      {children}
    </section>
  );
}

function EditDialog({
  conflict,
  opened,
  onClose,
  deciding,
}: {
  readonly conflict: Conflict;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly deciding: ReturnType<typeof useDecision>;
}) {
  const { t } = useTranslation("conflicts");
  const { t: common } = useTranslation();
  const { ours, field, name } = conflict;
  const isList = Array.isArray(ours);
  const [text, setText] = useState(() => toText(ours));
  const value = isList ? text.split("\n").filter((line) => line.trim() !== "") : text;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("edit_title", { field: fieldName(field), name })}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      <Stack>
        <Textarea
          label={t("value")}
          description={isList ? `${t("edit_hint")} ${t("edit_list_hint")}` : t("edit_hint")}
          autosize
          minRows={2}
          maxRows={14}
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button
            loading={deciding.isPending}
            onClick={() => deciding.mutate({ take: "value", value }, { onSuccess: onClose })}
          >
            {t("save_both")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function useDecision(conflict: Conflict) {
  const { t } = useTranslation("conflicts");
  const client = useQueryClient();
  return useMutation({
    mutationFn: (resolution: ConflictResolution) =>
      send("POST", `/conflicts/${conflict.id}/resolve`, conflictSchema, resolution),
    onSuccess: ({ field, name }) => {
      tellDone(t("decided", { field: fieldName(field), name }));
      return client.invalidateQueries({ queryKey: ["products"] });
    },
  });
}

function toText(value: unknown): string {
  if (!Array.isArray(value)) return value === null || value === undefined ? "" : String(value);
  return value.map((each) => (Array.isArray(each) ? each.join(" > ") : String(each))).join("\n");
}

function fieldName(field: string): string {
  return field.replace(/^attributes\./, "");
}
