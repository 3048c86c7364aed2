// What can be done with the products that are picked.
import { Button } from "@mantine/core";
import { IconCloudUpload } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "../session/session.ts";
import { useStoreFilter } from "../shell/store-filter.tsx";
import classes from "./products.module.css";

export function Picked({ ids, onClear }: { readonly ids: readonly number[]; readonly onClear: () => void }) {
  const { t } = useTranslation("products");
  const may = useMay();
  const store = useStoreFilter();
  const search = { products: ids.join(","), ...(store && { store }) };
  return (
    <section className={classes.picked} aria-label={t("picked", { count: ids.length })}>
      <span role="status">{t("picked", { count: ids.length })}</span>
      <Button size="xs" variant="subtle" color="gray" onClick={onClear}>
        {t("unpick")}
      </Button>
      {may("integration:export") && (
        <Button
          size="xs"
          leftSection={<IconCloudUpload size={15} />}
          renderRoot={(props) => <Link to="/products/publish" search={search} {...props} />}
        >
          {t("to_store")}
        </Button>
      )}
    </section>
  );
}
