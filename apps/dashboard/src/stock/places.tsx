// Where a SKU lies, place by place; nothing where there is only one place.
import { stockListSchema } from "@logix/api/hub/stock";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get } from "../api/client.ts";
import classes from "./stock.module.css";

export function Places({ sku }: { readonly sku: string }) {
  const { t } = useTranslation("stock");
  const levels = useQuery({
    queryKey: ["stock", "levels", sku],
    queryFn: ({ signal }) => get("/stock", stockListSchema, { sku, limit: 200 }, signal),
  });
  const rows = levels.data?.stock ?? [];
  if (rows.length < 2) return null;
  return (
    <section className={classes.part} aria-label={t("places")}>
      <h3>{t("places")}</h3>
      <table className={classes.rows} aria-label={t("places")}>
        <thead>
          <tr>
            <th scope="col">{t("place")}</th>
            <th scope="col" data-align="right">
              {t("on_hand")}
            </th>
            <th scope="col" data-align="right">
              {t("reserved")}
            </th>
            <th scope="col" data-align="right">
              {t("buffer")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ location_id, location, on_hand, reserved, buffer }) => (
            <tr key={location_id}>
              <td>{location}</td>
              <td data-align="right">{on_hand}</td>
              <td data-align="right">{reserved}</td>
              <td data-align="right">{buffer}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
