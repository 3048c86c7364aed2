// Prices by name: the two that every shop has, and any others.
import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ProductFormApi } from "./form-values.ts";
import classes from "./products.module.css";

const PLAIN = 2;

export function PriceLines({
  form,
  inherited,
}: {
  readonly form: ProductFormApi;
  readonly inherited: Readonly<Record<string, string>>;
}) {
  const { t } = useTranslation("products");
  const { prices } = form.getValues();
  return (
    <div className={classes.lines}>
      <div className={classes.measures}>
        {prices.slice(0, PLAIN).map(({ name }, index) => (
          <TextInput
            key={name}
            label={name === "price" ? t("price") : t("sale_price")}
            inputMode="decimal"
            placeholder={inherited[name]}
            {...form.getInputProps(`prices.${index}.value`)}
          />
        ))}
      </div>
      {prices.slice(PLAIN).map((_, further) => {
        const index = further + PLAIN;
        return (
          <div key={index} className={classes.line}>
            <TextInput label={t("further_price")} {...form.getInputProps(`prices.${index}.name`)} />
            <TextInput label={t("value")} inputMode="decimal" {...form.getInputProps(`prices.${index}.value`)} />
            <ActionIcon
              size="lg"
              aria-label={t("take_away", { name: prices[index]?.name ?? "" })}
              onClick={() => form.removeListItem("prices", index)}
            >
              <IconX size={16} />
            </ActionIcon>
          </div>
        );
      })}
      <div>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          title={t("further_price_hint")}
          onClick={() => form.insertListItem("prices", { name: "", value: "" })}
        >
          {t("add_price")}
        </Button>
      </div>
    </div>
  );
}
