// The mapping as it stands, tried out on one product while it is edited.
import type { Connection } from "@logix/api/hub/connections";
import { productListSchema } from "@logix/api/hub/products";
import { previewSchema } from "@logix/api/hub/publishing";
import { Alert, NativeSelect, Skeleton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get, send } from "../api/client.ts";
import { DiffViewer } from "../components/diff-viewer.tsx";
import { Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { type MappingDraft, toBody } from "./mapping-draft.ts";
import classes from "./publishing.module.css";
import { shownValue } from "./shown-value.ts";

const CHOICES = 50;
const PAUSE_MS = 400;

export function MappingPreview({ store, draft }: { readonly store: Connection; readonly draft: MappingDraft }) {
  const { t } = useTranslation("publishing");
  const [chosen, setChosen] = useState<string>();
  const [body] = useDebouncedValue(toBody(draft), PAUSE_MS);
  const products = useQuery({
    queryKey: ["products", "choices"],
    queryFn: ({ signal }) => get("/products", productListSchema, { limit: CHOICES }, signal),
  });
  const productId = chosen ?? String(products.data?.products[0]?.id ?? "");
  const seen = useQuery({
    queryKey: ["products", "preview", store.public_id, productId, body],
    queryFn: () =>
      send("POST", `/connections/${store.public_id}/export-preview`, previewSchema, {
        product_id: Number(productId),
        ...body,
      }),
    enabled: productId !== "" && body.selected_fields.includes("name") && body.selected_fields.includes("sku"),
    placeholderData: keepPreviousData,
  });
  return (
    <Section title={t("preview")}>
      <div className={classes.stack}>
        <p className={classes.faint}>{t("preview_hint")}</p>
        {products.data?.products.length === 0 && <p className={classes.faint}>{t("preview_none")}</p>}
        {productId !== "" && (
          <NativeSelect
            size="xs"
            aria-label={t("preview_product")}
            value={productId}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={products.data?.products.map(({ id, name, sku }) => ({
              value: String(id),
              label: `${name} · ${sku}`,
            }))}
          />
        )}
        <ProblemAlert error={seen.error} />
        {seen.isLoading && <Skeleton height={180} />}
        {seen.data && !seen.error && <Seen preview={seen.data} />}
      </div>
    </Section>
  );
}

function Seen({ preview }: { readonly preview: ReturnType<typeof previewSchema.parse> }) {
  const { t } = useTranslation("publishing");
  const { remote_id, problem, warnings, fields } = preview;
  const isSame = remote_id !== null && fields.every(({ differs }) => !differs);
  return (
    <>
      {problem !== null && <Alert color="red">{problem}</Alert>}
      {warnings.map((warning) => (
        <Alert key={warning} color="yellow" py="xs">
          {warning}
        </Alert>
      ))}
      {problem === null && remote_id === null && <p className={classes.faint}>{t("not_there_yet")}</p>}
      {isSame && <p className={classes.faint}>{t("all_same")}</p>}
      {fields.length > 0 && (
        <DiffViewer
          label={t("preview")}
          leftTitle={t("store_shows")}
          rightTitle={t("would_send")}
          differences={fields.map(({ field, sends, shows }) => ({
            field,
            left: shownValue(shows),
            right: shownValue(sends),
          }))}
        />
      )}
    </>
  );
}
