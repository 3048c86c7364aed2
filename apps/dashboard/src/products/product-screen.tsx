// One product: what it says, its variants, what each store has of it, and who changed it when.
import { type ProductDetail, productDetailSchema } from "@logix/api/hub/products";
import { Button, Skeleton, Tabs } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { get, sendOnly } from "../api/client.ts";
import { useFilters } from "../api/use-filters.ts";
import { confirm } from "../components/confirm.tsx";
import { Page } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone, tellProblem } from "../components/tell.ts";
import { useMay } from "../session/session.ts";
import { ProductForm } from "./product-form.tsx";
import { ProductHistory } from "./product-history.tsx";
import { ProductStatus } from "./product-status.tsx";
import { ProductStoresPart } from "./product-stores.tsx";
import classes from "./products.module.css";
import { Variants } from "./variants.tsx";

const TABS = ["content", "variants", "stores", "history"] as const;
const tabSchema = z.object({ tab: z.enum(TABS).optional() });

export function Screen() {
  const { t } = useTranslation("products");
  const { id = "" }: { readonly id?: string } = useParams({ strict: false });
  const product = useQuery({
    queryKey: ["products", id],
    queryFn: ({ signal }) => get(`/products/${id}`, productDetailSchema, {}, signal),
  });
  if (!product.data) {
    return (
      <Page title={t("title")}>
        <BackLink />
        {product.error ? <ProblemAlert error={product.error} /> : <Skeleton height={320} />}
      </Page>
    );
  }
  return <Product product={product.data} />;
}

function Product({ product }: { readonly product: ProductDetail }) {
  const { t } = useTranslation("products");
  const may = useMay();
  const [{ tab = "content" }, change] = useFilters(tabSchema);
  const name = product.name || product.effective?.name || product.sku;
  const tabs = TABS.filter((each) => {
    if (each === "variants") return product.parent_id === null;
    return each !== "stores" || may("integration:read");
  });
  return (
    <Page title={name} actions={may("products:write") && <Remove product={product} name={name} />}>
      <div className={classes.head}>
        <BackLink />
        <ProductStatus status={product.status} />
        <span>{product.sku}</span>
        {product.parent_id !== null && <Link to={`/products/${product.parent_id}`}>{t("variant_of")}</Link>}
      </div>
      <Tabs value={tab} onChange={(value) => change({ tab: value === "content" ? null : value })} keepMounted={false}>
        <Tabs.List mb="md">
          {tabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`tab_${each}`)}
              {each === "variants" && product.variants.length > 0 && ` (${product.variants.length})`}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="content">
          <ProductForm key={`${product.id}:${product.version}`} product={product} />
        </Tabs.Panel>
        <Tabs.Panel value="variants">
          <Variants product={product} />
        </Tabs.Panel>
        <Tabs.Panel value="stores">
          <ProductStoresPart productId={product.id} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <ProductHistory productId={product.id} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function BackLink() {
  const { t } = useTranslation("products");
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      color="gray"
      leftSection={<IconArrowLeft size={15} />}
      renderRoot={(props) => <Link to="/products" {...props} />}
    >
      {t("back")}
    </Button>
  );
}

function Remove({ product, name }: { readonly product: ProductDetail; readonly name: string }) {
  const { t } = useTranslation("products");
  const client = useQueryClient();
  const navigate = useNavigate();
  const removing = useMutation({
    mutationFn: () => sendOnly("DELETE", `/products/${product.id}`),
    onSuccess: () => {
      tellDone(t("removed", { name }));
      void navigate({ to: "/products" }).then(() => client.invalidateQueries({ queryKey: ["products"] }));
    },
    onError: tellProblem,
  });
  const ask = () =>
    confirm({
      title: t("remove_title", { name }),
      detail: t("remove_hint"),
      action: t("remove"),
      isDangerous: true,
      onConfirm: () => removing.mutate(),
    });
  return (
    <Button variant="default" loading={removing.isPending} onClick={ask}>
      {t("remove")}
    </Button>
  );
}
