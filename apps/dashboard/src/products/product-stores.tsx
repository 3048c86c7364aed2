// One product in each store: in step or not, and what differs.
import { type ProductStores, productStoresSchema } from "@logix/api/hub/publishing";
import { Button, Skeleton, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconEqualNot } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { get } from "../api/client.ts";
import { DiffViewer } from "../components/diff-viewer.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { Badge } from "../components/status-badge.tsx";
import { Time } from "../components/time.tsx";
import { shownValue } from "../publishing/shown-value.ts";
import { useMay } from "../session/session.ts";
import classes from "./products.module.css";

type Store = ProductStores["stores"][number];

export function ProductStoresPart({ productId }: { readonly productId: number }) {
  const { t } = useTranslation("products");
  const stores = useQuery({
    queryKey: ["products", productId, "stores"],
    queryFn: ({ signal }) => get(`/products/${productId}/stores`, productStoresSchema, {}, signal),
  });
  if (stores.error) return <ProblemAlert error={stores.error} onRetry={() => void stores.refetch()} />;
  if (!stores.data) return <Skeleton height={200} />;
  if (stores.data.stores.length === 0) return <EmptyState title={t("no_stores")} />;
  return (
    <Stack>
      <p className={classes.faint}>{t("stores_lead")}</p>
      {stores.data.stores.map((store) => (
        <StorePart key={store.connection_id} store={store} productId={productId} />
      ))}
    </Stack>
  );
}

function StorePart({ store, productId }: { readonly store: Store; readonly productId: number }) {
  const { t } = useTranslation("products");
  const may = useMay();
  const [isAll, all] = useDisclosure(false);
  const shown = isAll ? store.fields : store.fields.filter(({ differs }) => differs);
  const differing = store.fields.filter(({ differs }) => differs).length;
  const search = { products: String(productId), store: store.connection_public_id };
  return (
    <Section>
      <div className={classes.store}>
        <div className={classes.storeHead}>
          <strong>{store.name}</strong>
          <StoreState store={store} differing={differing} />
          {store.remote_id !== null && (
            <span className={classes.faint}>{t("store_number", { id: store.remote_id })}</span>
          )}
          {store.last_exported_at && (
            <span className={classes.faint}>
              {t("last_sent")} <Time at={store.last_exported_at} />
            </span>
          )}
          {may("integration:export") && (store.remote_id === null || differing > 0) && (
            <Button
              size="xs"
              variant="default"
              className={classes.spread ?? ""}
              renderRoot={(props) => <Link to="/products/publish" search={search} {...props} />}
            >
              {t("send_changes", { store: store.name })}
            </Button>
          )}
        </div>
        {(store.problem ?? store.error) && <p className={classes.faint}>{store.problem ?? store.error}</p>}
        {shown.length > 0 && (
          <DiffViewer
            label={store.name}
            leftTitle={t("there")}
            rightTitle={t("here")}
            differences={shown.map(({ field, sends, shows }) => ({
              field,
              left: shownValue(shows),
              right: shownValue(sends),
            }))}
          />
        )}
        {store.fields.length > differing && !isAll && (
          <div>
            <Button size="compact-xs" variant="subtle" color="gray" onClick={all.open}>
              {t("show_same")}
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}

function StoreState({ store, differing }: { readonly store: Store; readonly differing: number }) {
  const { t } = useTranslation("products");
  if (store.problem !== null) return <Badge tone="bad" icon={IconAlertTriangle} text={t("cannot_look")} />;
  if (store.remote_id === null) return <Badge tone="idle" icon={IconCircleDashed} text={t("not_there")} />;
  if (differing === 0) return <Badge tone="good" icon={IconCircleCheck} text={t("in_step")} />;
  return <Badge tone="warn" icon={IconEqualNot} text={t("differs", { count: differing })} />;
}
